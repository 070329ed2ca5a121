"""What the service is told from outside, by environment variables of these names.

PROMETHEUS_MULTIPROC_DIR is not among them: see metrics.py, which is read earlier.
"""

from pathlib import Path

from pydantic import PositiveFloat
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Nothing has to be set. A relative path is seen from the project's folder.

    An empty variable counts as not set: so a script that forgot one does no harm. Where
    a value is wrong (KEEP_DAYS=-1), a ValidationError names it, and nothing starts.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True)
    # Predictions and feedback: without texts, but for those that people send along.
    store_file: Path = Path("store.db")
    # After so many days a row is forgotten, with the text, if it has one.
    keep_days: PositiveFloat = 30
    # Without a name, lines go to standard output.
    log_file: Path | None = None
    # Until then the whole of a request's body has to be there: who sends it drop by
    # drop is answered 408.
    body_seconds: PositiveFloat = 10

    @property
    def store(self):
        """Return where predictions and feedback are kept."""
        return PROJECT / self.store_file

    @property
    def log(self):
        """Return the file for the log, or None: standard output."""
        return self.log_file and PROJECT / self.log_file
