"""What the service is told from outside, by environment variables of these names."""

from pathlib import Path

from pydantic import PositiveFloat
from pydantic_settings import BaseSettings

HERE = Path(__file__).parent


class Settings(BaseSettings):
    """Nothing has to be set. A relative path is seen from this folder."""

    store_file: Path = Path("store.db")  # predictions and feedback, without texts
    keep_days: PositiveFloat = 30
    log_file: Path | None = None  # or standard error

    @property
    def store(self):
        return HERE / self.store_file

    @property
    def log(self):
        return self.log_file and HERE / self.log_file
