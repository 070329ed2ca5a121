"""What the service is told from outside: its secrets, its limits, where people are."""

import base64
import binascii
from pathlib import Path
from typing import Literal

from pydantic import Field, PositiveFloat, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
LIMIT = r"^[1-9]\d*/(second|minute|hour)$"  # such as 120/minute


class SettingsError(Exception):
    """The service does not start; the message names variables, and no values."""


class Settings(BaseSettings, extra="ignore", hide_input_in_errors=True):
    """From environment variables of these names, or from .env in the project."""

    model_config = SettingsConfigDict(env_file=PROJECT / ".env", env_ignore_empty=True)
    faces_key: SecretStr = Field(min_length=44, max_length=44)  # 32 bytes, in base64
    keys_file: Path  # if it is relative: seen from the project
    store_file: Path = Path("people.db")
    log_file: Path | None = None  # or standard output
    embedder: Literal["drawn", "dlib"] = "drawn"
    keep_days: PositiveInt = 365  # then people are forgotten
    rate_limit: str = Field("120/minute", pattern=LIMIT)  # for each client
    guess_limit: str = Field("20/minute", pattern=LIMIT)  # wrong keys, from an address
    at_once: PositiveInt = 2  # requests whose pictures are looked at at the same time
    body_seconds: PositiveFloat = 30.0  # for the whole body to arrive

    def key(self):
        """Return the key of the store, 32 bytes; raises SettingsError."""
        try:
            key = base64.b64decode(self.faces_key.get_secret_value(), validate=True)
        except binascii.Error:
            key = b""
        if len(key) != 32:
            raise SettingsError("Not started: FACES_KEY is not 32 bytes in base64.")
        return key


def read_settings():
    """Return the settings; raises SettingsError, which says what is missing."""
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = [f"{e['loc'][0].upper()} ({e['msg']})" for e in error.errors()]
        text = f"Not started: {', '.join(wrong)}. To make secrets: python keys.py init"
        raise SettingsError(text) from None
    settings.keys_file = PROJECT / settings.keys_file
    settings.store_file = PROJECT / settings.store_file
    return settings
