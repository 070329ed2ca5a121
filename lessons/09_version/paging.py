"""A page of recommendations: how it is asked for, cut out, and found again."""

import hashlib

from pydantic import BaseModel, Field
from whole import Whole

CURSOR = r"^([1-9][0-9]{0,5}-[1-9][0-9]{0,2})?$"  # the version that began, and where


class Page(BaseModel, extra="forbid"):
    limit: Whole = Field(10, ge=1, le=50)
    cursor: str = Field("", pattern=CURSOR, description="`next` of the page before")

    def start(self):
        """(version, movies before this page), or (None, 0) for the first page."""
        version, _, start = self.cursor.partition("-")
        return (int(version), int(start)) if version else (None, 0)

    def cut(self, movies, version):
        """Return (this page of them, the cursor of the next one or "")."""
        end = self.start()[1] + self.limit
        return movies[end - self.limit : end], f"{version}-{end}" * (end < len(movies))

    def tag(self, *facts):
        """The ETag of a page. Versions never change, so no answer has to be made."""
        text = repr([*facts, self.limit, self.cursor])
        return f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
