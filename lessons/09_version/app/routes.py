"""The endpoints for everybody: what might this user like? And how is the service?"""

import time
from typing import Annotated

from fastapi import (
    APIRouter,
    BackgroundTasks,
    Depends,
    Header,
    HTTPException,
    Query,
    Request,
)
from fastapi.responses import Response

from app.logs import note
from app.metrics import tell_answer, told
from app.schemas import NEW, OWN, Health, Live, Page, Recommendations, User

GONE = "The version that began these pages is gone: begin again, without a cursor."
SAME = {304: {"description": "You have this answer already."}}
TEXT = "text/plain; version=0.0.4; charset=utf-8"  # as Prometheus knows it

# The limit is that of a router, and not of the app: OneShape in errors.py says why.
router = APIRouter(max_body_size=10_000)
Paging = Annotated[Page, Query()]


def choose(request: Request, user: User, page: Paging):
    """Return (answering, label, recommender); raises 410 where pages cannot go on.

    `answering` is taken once: whatever moves from now on is for other requests.
    """
    versions = request.state.versions
    now, (begun, _) = versions.now, page.start()
    if begun and begun not in now.loaded:
        versions.catch_up()  # another worker may have moved a moment earlier
        now = versions.now
    label, asked = now.to(user)
    if begun and begun != int(asked.version):
        label, asked = "earlier", now.loaded.get(begun)
        if asked is None:
            raise HTTPException(410, GONE)
    return now, label, asked


@router.get("/recommendations/{user}", responses=SAME)
def recommendations(
    user: User,
    page: Paging,
    chosen: Annotated[tuple, Depends(choose)],
    response: Response,
    afterwards: BackgroundTasks,
    if_none_match: Annotated[str, Header()] = "",
) -> Recommendations:
    """The movies that a user does not know yet, the most promising first."""
    start, (now, label, asked) = time.perf_counter(), chosen
    said = headers(user, page, label, asked)
    if knows(if_none_match, said["ETag"]):
        tell_answer(asked.version, label, time.perf_counter() - start)
        return Response(status_code=304, headers=said)
    response.headers.update(said)
    known, movies = asked.recommend(user)
    movies, following = page.cut(movies, asked.version)
    answer = {
        "user": user,
        "reason": OWN if known else NEW,
        "movies": movies,
        "next": following,
        "model": name_of(asked, label),
    }
    tell_answer(asked.version, label, time.perf_counter() - start)
    afterwards.add_task(leave_traces, now, answer)  # when the user has the answer
    return answer


def name_of(asked, label):
    return {"name": "recommender", "version": asked.version, "label": label}


def headers(user, page, label, asked):
    """Return who answers, in short, and how the answer may be kept."""
    return {
        "X-Model-Version": asked.version,
        "X-Model-Label": label,
        "ETag": page.tag(asked.passport["sha256"], asked.version, label, user),
        "Cache-Control": "private, no-cache",  # keep it, but ask if it still holds
    }


def knows(if_none_match, tag):
    """Whether the caller has this answer already, as If-None-Match says."""
    names = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return tag in names or names == ["*"]


def leave_traces(now, answer):
    """Write down an answer and, in its shadow, what the challenger would have said."""
    model, movies = answer["model"], [each["movie"] for each in answer["movies"]]
    facts = {"user": answer["user"], "version": model["version"]}
    note("answer", **facts, label=model["label"], movies=movies)
    shadow = now.challenger
    if now.shadow and shadow and shadow.version != model["version"]:
        try:
            _, theirs = shadow.recommend(answer["user"])
        except Exception as error:  # nobody sees it, and nobody may suffer from it
            return note("shadow failed", **facts, error=repr(error))
        theirs = [each["movie"] for each in theirs[: len(movies)]]
        facts |= {"shadow": shadow.version, "movies": theirs}
        note("shadow", **facts, same=len({*theirs} & {*movies}))


# --- for watchers, who also ask with HEAD --------------------------------------------


@router.head("/live", include_in_schema=False)
@router.get("/live")
def live() -> Live:
    """Where this does not answer, start the service again."""
    return {"status": "live"}


@router.head("/health", include_in_schema=False)
@router.head("/ready", include_in_schema=False)
@router.get("/health")
@router.get("/ready")
def health(request: Request) -> Health:
    """Ready, and by which version. It stays ready while models change."""
    now = request.state.versions.now
    return {"status": "ok", "model": name_of(now.champion, now.label)}


@router.head("/metrics", include_in_schema=False)
@router.get("/metrics", include_in_schema=False)
def metrics():
    """What was counted, for Prometheus."""
    return Response(told(), media_type=TEXT)
