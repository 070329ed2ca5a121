"""What the service is told from outside, by environment variables of these names."""

from pathlib import Path

from pydantic import PositiveFloat
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Nothing has to be set. A relative path is seen from the project's folder.

    An empty variable counts as not set: so a script that forgot one does no harm.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True)
    store_file: Path = Path("store.db")  # predictions and feedback, without texts
    keep_days: PositiveFloat = 30
    log_file: Path | None = None  # or standard output
    body_seconds: PositiveFloat = 10  # until the whole of a request has to be there

    @property
    def store(self):
        """Return where predictions and feedback are kept."""
        return PROJECT / self.store_file

    @property
    def log(self):
        """Return the file for the log, or None: standard output."""
        return self.log_file and PROJECT / self.log_file
