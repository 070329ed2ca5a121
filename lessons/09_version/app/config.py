"""What the service is told from outside, by environment variables of these names."""

import re
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings

from app.passport import PROJECT

POLICY = r"all|latest(:[1-9]\d{0,5})?|specific:\d{1,6}(,\d{1,6})*"


class SettingsError(Exception):
    """The service does not start; the message names variables, and no values."""


class Settings(BaseSettings):
    """Nothing has to be set. A relative path is seen from the project's folder."""

    policy: str = Field("latest:2", pattern=f"^({POLICY})$")  # as in wanted()
    keys_file: Path = Path("keys.json")  # of the admins: python keys.py
    log_file: Path | None = None  # or standard output
    guesses: str = Field("10/minute", pattern=r"^[1-9]\d*/(second|minute|hour)$")


def read_settings():
    """Return the settings; raises SettingsError, which says what cannot be used."""
    try:
        # An empty variable is one that was meant to be set to something, and is not.
        settings = Settings(_env_ignore_empty=True)
    except ValidationError as error:
        wrong = [f"{e['loc'][0].upper()} ({e['msg']})" for e in error.errors()]
        raise SettingsError(f"Not started: {', '.join(wrong)}.") from None
    settings.keys_file = PROJECT / settings.keys_file
    settings.log_file = settings.log_file and PROJECT / settings.log_file
    return settings


def wanted(policy, numbers):
    """Choose which versions to keep loaded, as TensorFlow Serving does.

    `numbers` are sorted. Raises ValueError for a policy other than "latest:2", "all" or
    "specific:1,3".
    """
    if not re.fullmatch(POLICY, policy):
        raise ValueError(f"POLICY is latest:2, all or specific:1,3, and not {policy}")
    kind, _, rest = policy.partition(":")
    if kind == "latest":
        return numbers[-int(rest or 1) :]
    if kind == "specific":
        return [n for n in numbers if str(n) in rest.split(",")]
    return numbers
