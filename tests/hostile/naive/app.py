"""A service as one might write it at first. The proofs have to fail on it."""

from fastapi import FastAPI
from pydantic import BaseModel, Field, FiniteFloat

app = FastAPI(max_body_size=1_000_000)


class Question(BaseModel):
    amount: FiniteFloat = Field(examples=[12.5])
    share: float = Field(examples=[0.5])
    note: str | None = Field(None, examples=["a gift"])


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/part")
def part(question: Question) -> dict[str, float | None]:
    print(question)
    return {"part": question.amount * question.share}
