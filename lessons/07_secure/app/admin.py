"""What only an administrator may ask."""

from fastapi import APIRouter, Security

from app.dependencies import TheKeys
from app.schemas import Client
from app.security import known_client

admin = APIRouter(
    prefix="/admin",
    dependencies=[Security(known_client, scopes=["admin"])],
    max_body_size=0,
)


@admin.get("/keys")
def keys(keys: TheKeys) -> list[Client]:
    """Tell who may ask for what, and until when."""
    return [client.model_dump() for client in keys.read()]
