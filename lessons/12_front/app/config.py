"""What the service is told from outside: where it stands, and who may read it."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

# Such as https://digits.example: no path, and no *, which would be everybody.
Origin = Annotated[str, Field(pattern=r"^https?://[^/*\s]+$")]


class Settings(BaseSettings, env_ignore_empty=True):
    """From environment variables of these names.

    `allowed_origins`: pages on these other origins may read the answers, as JSON:
    ["https://digits.example"]. With a gateway nobody has to.
    """

    allowed_origins: list[Origin] = []
