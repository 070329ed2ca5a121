"""The page on an origin of its own, which asks an API elsewhere.

API_URL=http://127.0.0.1:8000/ python -m uvicorn demos.elsewhere:app --port 8001
"""

import os

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse

from app.pages import FILES, FOLDER, page

app = FastAPI()


@app.get("/health")
def is_well():
    return {"status": "ok"}


@app.get("/")
def index():
    return HTMLResponse(page(api=os.environ.get("API_URL", "http://127.0.0.1:8000/")))


@app.get("/{name}")
def file(name: str):
    return FileResponse(FOLDER / (name if name in FILES else "index.html"))
