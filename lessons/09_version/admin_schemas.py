"""What moves a label, and what is told to those who may."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

EXAMPLE = {"label": "champion", "version": 1}


class Wish(BaseModel):
    """Which label shall mean which version."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [EXAMPLE]}
    )
    label: Literal["champion", "challenger"]
    version: int = Field(ge=1, le=999_999)
    rollback: bool = Field(False, description="even if it is worse")
    share: FiniteFloat = Field(0.0, ge=0, le=1, description="of the users, to meet it")
    shadow: bool = Field(False, description="let it answer unseen, too")

    @model_validator(mode="after")
    def only_a_challenger_shares(self):
        if self.label == "champion" and (self.share or self.shadow):
            raise ValueError("share and shadow are for a challenger")
        return self


class State(BaseModel):
    """A worker's view of the registry."""

    process: dict[str, int | str]
    labels: dict[str, int | float | bool | None]
    published: list[int]
    loaded: list[int]
    refused: dict[int, str]
