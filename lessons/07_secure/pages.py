"""/docs and what it needs, for those who have a key."""

from docs_page import FILES, docs_page
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse
from scopes import needs

pages = APIRouter(dependencies=[needs("predict")], include_in_schema=False)


@pages.get("/openapi.json")
def openapi(request: Request):
    return request.app.openapi()


@pages.get("/docs")
def docs():
    return docs_page()


@pages.get("/docs/{name}")
def file(name: str):
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(FILES[name])
