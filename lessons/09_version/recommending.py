"""The endpoint for everybody: what might this user like?"""

from typing import Annotated

from choosing import choose
from fastapi import APIRouter, BackgroundTasks, Header, Query, Request
from fastapi.responses import Response
from paging import Page
from schemas import Recommendations
from telling import headers, knows, tell
from traces import leave_traces
from whole import User

recommending = APIRouter()
SAME = {304: {"description": "You have this answer already."}}


@recommending.get("/recommendations/{user}", responses=SAME)
def recommendations(
    user: User,
    page: Annotated[Page, Query()],
    request: Request,
    response: Response,
    afterwards: BackgroundTasks,
    if_none_match: Annotated[str, Header()] = "",
) -> Recommendations:
    """The movies that a user does not know yet, the most promising first."""
    now, label, asked = choose(request.app.state.shelf, user, page)
    said = headers(user, page, label, asked)
    if knows(if_none_match, said["ETag"]):
        return Response(status_code=304, headers=said)
    response.headers.update(said)
    answer = tell(user, page, label, asked)
    afterwards.add_task(leave_traces, now, answer)  # when the user has the answer
    return answer
