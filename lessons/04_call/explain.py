"""What a refusal means, in plain words."""


class Refused(ValueError):
    """The service refused the request (422): sending it again would not help."""


def explain_422(response):
    """Say where a request was wrong and what was wrong there, in one sentence.

    `response` is a requests.Response with status 422. An answer in another shape
    than FastAPI's is quoted as it came.
    """
    try:
        return "; ".join([explain(error) for error in response.json()["detail"]]) + "."
    except (ValueError, LookupError, TypeError):
        return f"The service refused the request and said: {response.text[:200]}"


def explain(error):
    """One entry of FastAPI's list, such as loc ["body", "data", 3], msg "Input …"."""
    place = error["loc"][1:]  # it always starts with "body", "query" or "path"
    words = [f"item {p + 1}" if isinstance(p, int) else f'"{p}"' for p in place]
    return f"{', '.join(words) or 'the whole body'}: {error['msg']}"
