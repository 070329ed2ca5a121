"""A rate limit for all routes that reaches only some of them.

slowapi's default limits look for the route of a request in `app.routes`. Since FastAPI
includes routers lazily, what an included router brings along is not in that list, and
slowapi lets pass what it does not find. Needs: python -m pip install slowapi
"""

from fastapi import APIRouter, FastAPI
from slowapi import Limiter
from slowapi.middleware import SlowAPIMiddleware
from slowapi.util import get_remote_address

router = APIRouter()


@router.get("/included")
def included():
    return "from a router"


app = FastAPI()
app.state.limiter = Limiter(get_remote_address, default_limits=["2/minute"])
app.add_middleware(SlowAPIMiddleware)
app.include_router(router)


@app.get("/direct")
def direct():
    return "from the app"
