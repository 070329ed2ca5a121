"""Learn to tell faces apart, and save it with its passport: python train.py

With the Olivetti faces, if you have them: python train.py --data olivettifaces.mat
"""

import argparse
import sys

import numpy as np
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from app.embedding import NAMES, cut_square, edges
from app.passport import MODELS, PassportError, save_model
from training.drawn import people
from training.measure import pairs, rates, threshold_for
from training.olivetti import DataError, read_faces

FALSE_ACCEPTS = 0.001  # of pairs of two people, so many may be taken for one
SIZE = 20  # numbers of a vector


def rows_of(pictures):
    """Return what is learnt from, (pictures, edges)."""
    return np.array([edges(cut_square(picture)) for picture in pictures])


def vectors_of(parts, rows):
    vectors = parts["lda"].transform(parts["pca"].transform(rows))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def learn(pictures, whose):
    """Return {"pca", "lda"}: what is learnt from pictures of many people.

    PCA keeps what differs most between pictures; LDA, of that, what differs most
    between people compared with what differs between pictures of one.
    """
    rows = rows_of(pictures)
    count = len(set(whose))
    # More numbers than that, and LDA finds people told apart by chance.
    pca = PCA(min(200, len(rows) - count), whiten=True, random_state=0).fit(rows)
    short, size = pca.transform(rows), min(SIZE, count - 1)
    lda = LinearDiscriminantAnalysis(solver="eigen", n_components=size)
    return {"pca": pca, "lda": lda.fit(short, whose)}


def train(known, others, source):
    """Learn from (pictures, whose) of some people, and measure on those of others.

    Returns (parts, facts). Who is measured has to be a stranger to the model: a face
    that it has learnt from is recognised better than any other.
    """
    parts = learn(*known)
    rows = rows_of(others[0])
    same, different = pairs(vectors_of(parts, rows), others[1])
    threshold = threshold_for(different, FALSE_ACCEPTS)
    short = parts["pca"].transform(rows)
    rest = np.linalg.norm(rows - parts["pca"].inverse_transform(short), axis=1)
    strength = np.linalg.norm(rows, axis=1)
    rest /= strength
    accepted, refused = rates(same, different, threshold)
    return parts, {
        "version": "1",
        "trained_on": source,
        "features": [{"name": n, "unit": "edges", "min": 0, "max": 1} for n in NAMES],
        "classes": [],
        "threshold": threshold,
        # Of what is a face, with room for those that were not measured.
        "rest": float(rest.max() * 1.3),
        "edges": [float(strength.min() * 0.9), float(strength.max() * 1.05)],
        "metrics": {"false_accepts": accepted, "false_refusals": refused},
    }


def drawn():
    """Return what train() takes: drawn people, half of them with round faces."""
    source = "drawn faces, which no person has: 200 people, 8 pictures of each"
    return people(200, 8, 1)[:2], people(100, 5, 2)[:2], source


def olivetti(path):
    """Return what train() takes: three quarters of the people, and the others."""
    pictures, whose = read_faces(path)
    first = int(np.sum(whose < (whose.max() + 1) * 3 // 4))
    known, others = (pictures[:first], whose[:first]), (pictures[first:], whose[first:])
    return known, others, f"the Olivetti faces: {whose.max() + 1} people"


def main():
    """Train, save, and say so; end with a sentence where nothing could be saved."""
    parser = argparse.ArgumentParser(description="Learn to tell faces apart.")
    parser.add_argument("--data", help="the Olivetti faces: .pkz, or .mat")
    asked = parser.parse_args()
    try:
        parts, facts = train(*(olivetti(asked.data) if asked.data else drawn()))
        save_model(parts, "faces", **facts)
    except (PassportError, DataError, ValueError) as error:
        sys.exit(f"Nothing was saved: {error}")
    metrics = facts["metrics"]
    print(f"threshold {facts['threshold']:.2f}: of pairs of two people,", end=" ")
    print(f"{metrics['false_accepts']:.2%} are taken for one person;")
    print(f"of pairs of one person, {metrics['false_refusals']:.1%} for two people")
    print(f"saved {MODELS.name}/faces.joblib and its passport, faces.json")


if __name__ == "__main__":
    main()
