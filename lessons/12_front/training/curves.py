"""What is called unknown at which limit: python -m training.curves

True digits (held-out ones, and drawn ones) against strangers: letters and scribbles.
"""

import numpy as np
from sklearn.model_selection import train_test_split

from app.model import DigitModel
from training.data import bundled, rows_of
from training.drawn import digits, strangers


def distances(model, pictures):
    """Return how far each picture is from what the model has learnt from."""
    return model.neighbours.kneighbors(rows_of(pictures))[0].mean(axis=1)


def curve(true, strange, limits):
    """Return (share of true ones refused, share of strangers let through) per limit."""
    refused = [float((true > limit).mean()) for limit in limits]
    let_through = [float((strange <= limit).mean()) for limit in limits]
    return refused, let_through


def held_out(pictures, names):
    """Return those that train.py has not fitted: it splits them in the same way."""
    numbers = np.arange(len(names))
    _, held = train_test_split(numbers, test_size=0.25, stratify=names, random_state=0)
    return [pictures[number] for number in held]


def main():
    model = DigitModel()
    held = distances(model, held_out(*bundled()))
    drawn = distances(model, digits(300, seed=11)[0])
    strange = distances(model, strangers(300, seed=12))
    limits = [*range(20, 37, 2), model.limit]
    print("limit   held-out refused   drawn refused   strangers let through")
    for limit in sorted(limits):
        (a,), (through,) = curve(held, strange, [limit])
        (b,), _ = curve(drawn, strange, [limit])
        mark = "  <- the model's" if limit == model.limit else ""
        print(f"{limit:5.1f}   {a:16.1%}   {b:13.1%}   {through:21.1%}{mark}")


if __name__ == "__main__":
    main()
