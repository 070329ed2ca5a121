"""A service that always knows somebody: it classifies, among those who are enrolled.

PYTHONPATH=. python -m uvicorn demos.naive:app
"""

import io
from contextlib import asynccontextmanager
from typing import Annotated

import numpy as np
from fastapi import FastAPI, File, Form, Request, UploadFile
from PIL import Image
from sklearn.linear_model import LogisticRegression

from app.embedding import DrawnEmbedder


@asynccontextmanager
async def lifespan(app):
    yield {"embedder": DrawnEmbedder(), "vectors": [], "names": []}


app = FastAPI(lifespan=lifespan)


def vector_of(request, file):
    picture = Image.open(io.BytesIO(file.file.read()))
    return request.state.embedder.embed(picture)


@app.get("/health")
def is_well():
    return {"status": "ok"}


@app.post("/people")
def enrol(request: Request, name: Annotated[str, Form()], files: list[UploadFile]):
    for file in files:
        request.state.vectors.append(vector_of(request, file))
        request.state.names.append(name)
    return {"people": sorted(set(request.state.names))}


@app.post("/identify")
def identify(request: Request, file: Annotated[UploadFile, File()]):
    data, target = np.array(request.state.vectors), request.state.names
    classifier = LogisticRegression(C=100, max_iter=1000).fit(data, target)
    chances = classifier.predict_proba([vector_of(request, file)])[0]
    best = chances.argmax()
    return {"name": classifier.classes_[best], "confidence": float(chances[best])}
