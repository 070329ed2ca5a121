"""The same service, where every request goes through FastAPI."""

from app.main import app as service

app = service.app
