"""The service of tests/hostile/naive, on which the proofs have to fail."""


def cases():
    return [("/part", {"amount": n, "share": 0.5}, {"part": n / 2}) for n in range(30)]


def answer(path, body):
    return {"part": body["amount"] * body["share"]}
