"""The service of tests/apps/open_route, in which the proof has to find what is open."""

PUBLIC = {"/health": "whoever watches it has no key"}


def headers():
    return {"X-API-Key": "the key"}


def cases():
    return [("/predict", {}, {"prediction": 1})]
