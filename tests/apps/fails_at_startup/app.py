from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    raise LookupError(f"no class in {object()!r}")
    yield


app = FastAPI(lifespan=lifespan)
