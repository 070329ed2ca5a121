"""What the service is told from outside: its secrets and its limits."""

from pathlib import Path

from pydantic import Field, PositiveFloat, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
# Such as 120/minute.
LIMIT = r"^[1-9]\d*/(second|minute|hour)$"


class SettingsError(Exception):
    """The service does not start; the message names variables, and no values."""


class Settings(BaseSettings, extra="ignore", hide_input_in_errors=True):
    """From environment variables of these names, or from .env in the project."""

    model_config = SettingsConfigDict(env_file=PROJECT / ".env", env_ignore_empty=True)
    audit_secret: SecretStr = Field(min_length=32)
    keys_file: Path  # if it is relative: seen from the project
    log_file: Path | None = None  # or standard output
    signed_by: str = Field("", pattern="^([0-9a-f]{64})?$")  # whose models we take
    rate_limit: str = Field("120/minute", pattern=LIMIT)  # for each client
    guess_limit: str = Field("20/minute", pattern=LIMIT)  # wrong keys, from an address
    at_once: PositiveInt = 8  # requests that may ask the model at the same time
    body_seconds: PositiveFloat = 10.0  # for the whole body to arrive


def read_settings():
    """Return the settings; raises SettingsError, which says what is missing."""
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = [f"{e['loc'][0].upper()} ({e['msg']})" for e in error.errors()]
        text = f"Not started: {', '.join(wrong)}. To make secrets: python keys.py init"
        raise SettingsError(text) from None
    settings.keys_file = PROJECT / settings.keys_file
    return settings
