"""Rows that wait are answered together, and one that comes alone does not wait."""

import asyncio


class Batcher:
    """Give rows to a function of many rows (`predict`: rows in, answers out).

    There is no timer: while it computes, in a thread, whoever comes waits; then all of
    those are next. So batches get larger when there is more to do.
    """

    def __init__(self, predict, largest=64, waiting=1000):
        self.predict, self.largest = predict, largest
        self.queue, self.task = asyncio.Queue(waiting), None

    async def submit(self, row):
        """Return a row's answer; raises asyncio.QueueFull where too many wait."""
        future = asyncio.get_running_loop().create_future()
        self.queue.put_nowait((row, future))
        self.task = self.task or asyncio.create_task(self.work())
        return await future

    async def work(self):
        while True:
            batch = [await self.queue.get()]
            while self.queue.qsize() and len(batch) < self.largest:
                batch.append(self.queue.get_nowait())
            rows, futures = zip(*batch, strict=True)
            try:
                answers = await asyncio.to_thread(self.predict, rows)
                pairs = list(zip(futures, answers, strict=True))
            except Exception as error:
                pairs = [(future, error) for future in futures]
            for future, answer in pairs:
                if isinstance(answer, Exception) and not future.done():
                    future.set_exception(answer)
                elif not future.done():  # else the client has gone meanwhile
                    future.set_result(answer)
