"""What the service is told from outside; without that, it is as quick as it can be."""

from typing import Literal

from pydantic_settings import BaseSettings


class Settings(BaseSettings, env_ignore_empty=True):
    """From environment variables of these names.

    `model`: which of the trained ones. `engine`: how it computes; "auto" takes the
    quickest form that its passport has. `batch`: scikit-learn answers together what
    waits together. `fast_path`: plain requests go around FastAPI. `freeze`: what was
    loaded is never searched for garbage again.
    """

    model: str = "iris_linear"
    engine: Literal["auto", "numbers", "onnx", "trees", "sklearn"] = "auto"
    batch: bool = True
    fast_path: bool = True
    freeze: bool = True
