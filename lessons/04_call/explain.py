"""What an answer that is no prediction means, in plain words."""


class Refused(ValueError):
    """There is an answer, but no prediction in it; the message says why."""


def explain_422(response, counted=("measurement",)):
    """Say where a request was wrong and what was wrong there, in one sentence.

    `response` is a requests.Response with status 422, and `counted` says what the
    numbers of a place count, from the outside in. An answer in another shape than
    FastAPI's is quoted as it came.
    """
    try:
        errors = response.json()["detail"]
        return "; ".join([explain(error, counted) for error in errors]) + "."
    except (ValueError, LookupError, TypeError):
        return f"The service refused the request and said: {response.text[:200]}"


def explain(error, counted):
    """One entry of FastAPI's list, such as loc ["body", "data", 3], msg "Input …"."""
    words, kinds = [], list(counted)
    for step in error["loc"][1:]:  # the first is always "body", "query" or "path"
        if isinstance(step, int):
            kind = kinds.pop(0) if kinds else "item"
            words.append(f"{kind} {step + 1}")
        else:
            words.append(f'"{step}"')
    return f"{', '.join(words) or 'the whole body'}: {error['msg']}"
