"""A service with keys in which somebody forgot them, on an included router."""

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request


def known(request: Request):
    if request.headers.get("X-API-Key") != "the key":
        raise HTTPException(401, "a key is needed")


closed = APIRouter(dependencies=[Depends(known)])
forgotten = APIRouter(prefix="/later")


@closed.post("/predict")
def predict():
    return {"prediction": 1}


@forgotten.get("/customers/{number}")
def customers(number: int):
    return {"name": f"customer {number}"}


app = FastAPI()
app.include_router(closed)
app.include_router(forgotten)


@app.get("/health")
def health():
    return {"status": "ok"}
