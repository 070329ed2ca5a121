"""The service to compare with: it loads its model at the start, and only then."""

from load_model import load_model
from one_shape import problem_api
from paging import Page
from recommender import FEATURES, Recommender
from registry import NAME
from telling import tell
from whole import User

MODEL = Recommender(*load_model(NAME, FEATURES))
app = problem_api(title="Naive recommendations")


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/recommendations/{user}")
def recommendations(user: User):
    return tell(user, Page(), "the only one", MODEL)
