"""What is wrong with a request, and where, in words for those who sent it."""

import re

SENTENCES = {
    "missing": "this field is missing",
    "extra_forbidden": "there is no field of this name",
    "json_invalid": "the body is not valid JSON",
    "finite_number": "a finite number is needed, not NaN or infinity",
    "float_type": "a number is needed",
    "int_type": "a whole number is needed",
    "string_type": "a text is needed",
    "list_type": "a list is needed",
    "string_unicode": "a text holds half a character (a lone surrogate)",
    "model_attributes_type": "a JSON object is needed, as application/json",
}
# Pydantic's own sentences on these tell of the schema's limits, and not of the value.
LIMITS = re.compile(
    r"(greater|less)_than.*|.*too_(short|long)|literal_error|value_error"
)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


def explain(error):
    """One of Pydantic's errors as {"pointer": a JSON pointer, "detail": what is wrong}.

    Of what was sent, only the name of an unknown field is in it, if it looks like one.
    """
    kind, place = error["type"], [str(step) for step in error["loc"][1:]]
    unknown = kind == "extra_forbidden" and not NAME.fullmatch(place[-1])
    if unknown or kind == "json_invalid":  # whose place is a position in the text
        place = place[:-1]
    detail = SENTENCES.get(kind, "this value is not accepted")
    if LIMITS.fullmatch(kind):
        detail = error["msg"]
    return {"pointer": "/".join(["#", *place]), "detail": detail}
