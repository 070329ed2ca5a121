# %% 4.1 | a syntax error | is that meant to be JSON
cause = "a"
# %% 4.1 | cut off | all of it has arrived
cause = "b"
# %% 4.1 | a form | Which status code is this
cause = "c"
# %% 4.2 | every mistake of the server | Is the fault gone
def may_retry(status_code):
    return status_code >= 500
# %% 4.2 | only 503 | `may_retry(429)` is False
def may_retry(status_code):
    return status_code == 503
# %% 4.2 | everything above 500, and 429 | What does that code say
def may_retry(status_code):
    return status_code == 429 or status_code > 500
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
