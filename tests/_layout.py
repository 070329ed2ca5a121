"""Where a lesson's project keeps its app.

Lessons 01 to 04 are flat (app.py); from lesson 05 on there is a folder (app/). This
file needs nothing but Python, since proofs read it in environments that have only a
lesson's own requirements.
"""

from importlib import import_module
from pathlib import Path


def entry(folder):
    """What uvicorn is told to start there, or None where nothing is served."""
    if Path(folder, "app/main.py").exists():
        return "app.main:app"
    return "app:app" if Path(folder, "app.py").exists() else None


def the_app(folder):
    """The app of the project in this folder, which is first on sys.path."""
    module, name = entry(folder).split(":")
    return getattr(import_module(module), name)
