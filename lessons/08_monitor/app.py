"""A spam filter that can be watched. Start it: python -m uvicorn app:app"""

from contextlib import asynccontextmanager

from fastapi import Request
from feedback import Feedback, Taken
from logs import open_logs
from one_shape import problem_api
from schemas import Message, Verdict
from settings import Settings
from spam_filter import SpamFilter
from store import Store
from store_trouble import HANDLERS
from watched import watched


@asynccontextmanager
async def lifespan(app):
    settings = Settings()
    open_logs(settings.log)
    app.state.filter = SpamFilter(Store(settings.store, settings.keep_days))
    yield


app = problem_api(title="Spam API", lifespan=lifespan, exception_handlers=HANDLERS)
watched(app)


@app.post("/spam")
def spam(message: Message, request: Request) -> Verdict:
    """Is this message spam? Feedback refers to the answer's X-Request-Id."""
    return request.app.state.filter.judge(request.state.id, message.text)


@app.post("/feedback", status_code=202)
def feedback(said: Feedback, request: Request) -> Taken:
    """Say what a message really was, when you know it."""
    request.app.state.filter.learn_of(said.id, said.label, said.text)
    return {"status": "taken"}
