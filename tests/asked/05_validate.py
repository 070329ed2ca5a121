"""How the notebook of lesson 05 gets its diagnoses from the model itself."""

from functools import cache

from app.decision import judge
from app.passport import load_model
from training.data import UNITS, load_samples

PATH = "/diagnose"
NOTICE = "Not a medical device: built for teaching, from data of the 1990s."


def answer(path, body):
    """The answer to a valid body, each of its samples asked for by itself."""
    model, passport = loaded()
    found, cost = [], body.get("miss_cost", 50)
    for sample in body["samples"]:
        row = [sample[name] for name in UNITS]
        chance = model.predict_proba([row])[0, 1].item()
        found.append(judge(sample, chance, passport["features"], cost))
    name = {"name": passport["name"], "version": passport["version"]}
    about = {"miss_cost": float(cost), "model": name, "notice": NOTICE}
    return {"diagnoses": found, **about}


@cache
def loaded():
    return load_model("cancer", list(UNITS))


def cases():
    data, _ = load_samples()
    samples = data.to_dict("records")
    bodies = [{"samples": [sample]} for sample in samples[::6]]
    bodies += [{"samples": samples}, {"samples": samples[:9], "miss_cost": 2}]
    return [(PATH, body, answer(PATH, body)) for body in bodies]


def through_the_client(url, cases):
    from client import TumourClient

    client = TumourClient(url)
    for _, body, answer in cases:
        assert client.diagnose(**body) == answer["diagnoses"], body
    return len(cases)
