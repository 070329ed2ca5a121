"""The domain call: a row in, a class and how sure that is out."""

from starlette.concurrency import run_in_threadpool

from app.batching import Batcher
from app.forms import load


class QuickModel:
    """A loaded model, asked at once, in a batch or in a thread, as suits its form."""

    def __init__(self, passport, engine="auto", batch=True):
        self.form, self.classes = load(passport, engine), passport["classes"]
        self.batcher = Batcher(self.rows) if batch and not self.form.quick else None
        self.row(passport["example"])  # the first call is slower than all others

    def row(self, values):
        """Return (class, probability) of a row."""
        number, probability = self.form.row(values)
        return self.classes[number], round(probability, 4)

    def rows(self, rows):
        """Return (class, probability) of each row."""
        found = self.form.table(rows)
        best = found.argmax(axis=1)
        pairs = zip(best.tolist(), found.max(axis=1).tolist(), strict=True)
        return [(self.classes[number], round(one, 4)) for number, one in pairs]

    async def ask(self, values):
        """Return (class, probability) of a row, without holding up other requests."""
        if self.form.quick:
            return self.row(values)
        if self.batcher:
            return await self.batcher.submit(values)
        return await run_in_threadpool(self.row, values)

    async def ask_many(self, rows):
        """Return the number of each row's class, an array of int32."""
        if self.form.quick_table:
            found = self.form.best(rows)
        else:
            found = await run_in_threadpool(self.form.best, rows)
        return found.astype("<i4")
