# %% 4.1 | a syntax error | is that meant to be JSON
cause = "a"
# %% 4.1 | cut off | all of it has arrived
cause = "b"
# %% 4.1 | a form | Which status code is this
cause = "c"
# %% 4.1 | a number for a letter | a letter in quotation marks
cause = 2
# %% 4.1 | nothing at all | and is None
cause = print("b")
# %% 4.1 | two letters | one letter alone
cause = "a and b"
# %% 4.1 | a letter that is not there | There are: a, b, c, d
cause = "E)"
# %% 4.2 | every mistake of the server | Is the fault gone
def may_retry(status_code):
    return status_code >= 500
# %% 4.2 | only 503 | `may_retry(429)` is False
def may_retry(status_code):
    return status_code == 503
# %% 4.2 | everything above 500, and 429 | What does that code say
def may_retry(status_code):
    return status_code == 429 or status_code > 500
# %% 4.2 | None where False is asked | `may_retry` returned None
def may_retry(status_code):
    if status_code in {429, 502, 503, 504}:
        return True
# %% 4.2 | words for True and False | and returned 'no'
def may_retry(status_code):
    return "yes" if status_code in {429, 502, 503, 504} else "no"
# %% 4.2 | the codes themselves | and returned set()
def may_retry(status_code):
    return {429, 502, 503, 504} & {status_code}
# %% 4.2 | all codes of the table | `may_retry(404)` is True
def may_retry(status_code):
    return status_code in {404, 429, 502, 503, 504}
# %% 4.2 | always | `may_retry(200)` is True
def may_retry(status_code):
    return status_code not in {422, 500}
# %% 4.2 | only the first four hundred times | asked about the same code again
asked = []


def may_retry(status_code):
    asked.append(status_code)
    return status_code in {429, 502, 503, 504} and len(asked) <= 400
# %% 4.3 | a timeout that nobody catches | ReadTimeout comes out
def species_or_none(url, flower):
    answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | only the slow service is caught | ConnectionError comes out
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except requests.Timeout:
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | everything is caught, refusals too | nobody will notice it
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
        return answer.json()["prediction"]
    except Exception:
        return None
# %% 4.3 | nobody looks at the status | ends in a KeyError
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    return answer.json()["prediction"]
# %% 4.3 | too patient | two are enough
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=60)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | a form instead of JSON | does not carry JSON
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", data={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | asks again and again | not once
def species_or_none(url, flower):
    for _ in range(3):
        try:
            answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
        except (requests.Timeout, requests.ConnectionError):
            continue
        answer.raise_for_status()
        return answer.json()["prediction"]
# %% 4.3 | always the measurements of the example | and you send
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": [5.1, 3.5, 1.4, 0.2]}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | always setosa | a good server says virginica
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return "setosa"
# %% 4.3 | always this machine | I gave you the address
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{server.url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | a timeout that nobody can keep | gives up after 0.001 seconds
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=0.001)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | the whole answer | and you return {
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()
# %% 4.3 | printed | and you return None
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    print(answer.json()["prediction"])
# %% 4.3 | only the 422 is noticed | a 500 ends in a KeyError
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    if answer.status_code == 422:
        answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | only from 500 on | a 422 becomes 'unknown'
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    if answer.status_code >= 500:
        answer.raise_for_status()
    if not answer.ok:
        return "unknown"
    return answer.json()["prediction"]
# %% 4.3 | an exception of its own | comes out as RuntimeError
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    if not answer.ok:
        raise RuntimeError(answer.status_code)
    return answer.json()["prediction"]
# %% 4.3 | the wrong path | predictions are at
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict-one", json={"data": flower}, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.3 | without requests | no request that was made
def species_or_none(url, flower):
    return "setosa"
# %% 4.3 | the flower without its field | looks for a field
def species_or_none(url, flower):
    try:
        answer = requests.post(f"{url}/predict", json=flower, timeout=2)
    except (requests.Timeout, requests.ConnectionError):
        return None
    answer.raise_for_status()
    return answer.json()["prediction"]
# %% 4.4 | a row for each mistake | is there twice
def bad_rows(answer):
    return [error["loc"][2] for error in answer.json()["detail"]]
# %% 4.4 | a set | return a list
def bad_rows(answer):
    return {error["loc"][2] for error in answer.json()["detail"]}
# %% 4.4 | counted from 1 | counted from 1
def bad_rows(answer):
    return sorted({error["loc"][2] + 1 for error in answer.json()["detail"]})
# %% 4.4 | the last number of the place | the bad rows were
def bad_rows(answer):
    return sorted({error["loc"][-1] for error in answer.json()["detail"]})
# %% 4.4 | printed | `bad_rows` returned None
def bad_rows(answer):
    print(sorted({error["loc"][2] for error in answer.json()["detail"]}))
# %% 4.4 | the rows of the starter | and you say [1, 3]
def bad_rows(answer):
    return [1, 3]
# %% 4.4 | texts | and not a text
def bad_rows(answer):
    return sorted({str(error["loc"][2]) for error in answer.json()["detail"]})
# %% 4.4 | not in order | but not in order
def bad_rows(answer):
    return sorted({error["loc"][2] for error in answer.json()["detail"]}, reverse=True)
# %% 4.4 | rows that are wrong as a whole are left out | it is wrong as a whole
def bad_rows(answer):
    places = [error["loc"] for error in answer.json()["detail"]]
    return sorted({place[2] for place in places if len(place) == 4})
# %% 4.4 | second to last | in your line `return sorted(
def bad_rows(answer):
    return sorted({error["loc"][-2] for error in answer.json()["detail"]})
# %% 4.4 | one text | `bad_rows` should return a list, and returned '
def bad_rows(answer):
    rows = sorted({error["loc"][2] for error in answer.json()["detail"]})
    return ", ".join(map(str, rows))
# %% 4.4 | the mistakes themselves | is not the number of a row
def bad_rows(answer):
    return answer.json()["detail"]
# %% 4.4 | the first mistake only | and there are
def bad_rows(answer):
    return [answer.json()["detail"][0]["loc"][2]]
# %% 4.4 | what is looked for is nowhere | the list is empty
import re


def bad_rows(answer):
    return [int(row) for row in re.findall(r'"data",(\d+)', answer.text)]
