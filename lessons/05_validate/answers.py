"""What comes out of the tumour API, and nothing else does."""

from typing import Literal

from pydantic import BaseModel, Field


class Diagnosis(BaseModel):
    """The answer, how likely malignant is (0 to 1), and why a doctor has to look."""

    answer: Literal["benign", "malignant", "refer to a doctor"]
    probability_malignant: float = Field(ge=0, le=1)
    reasons: list[str]


class ModelName(BaseModel):
    name: str
    version: str


class Diagnoses(BaseModel):
    """One for each sample, in their order, with the cost and the model behind them."""

    diagnoses: list[Diagnosis]
    miss_cost: float
    model: ModelName
    notice: str


class Health(BaseModel):
    status: str
    model: ModelName
