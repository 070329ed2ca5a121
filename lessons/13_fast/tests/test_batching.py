"""Who waits is answered together, who comes alone is answered at once."""

import asyncio
import threading

import pytest

from app.batching import Batcher


class Slow:
    """Doubles numbers when it is let, and remembers the batches."""

    def __init__(self):
        self.batches, self.go, self.entered = [], threading.Event(), threading.Event()

    def __call__(self, rows):
        self.batches.append(list(rows))
        self.entered.set()
        assert self.go.wait(60)
        return [2 * row for row in rows]


async def started(predict, batcher, count):
    """Submit one row, wait until it is computed, then submit the others."""
    first = asyncio.create_task(batcher.submit(0))
    await asyncio.to_thread(predict.entered.wait, 60)
    others = [asyncio.create_task(batcher.submit(n)) for n in range(1, count)]
    while batcher.queue.qsize() < min(count - 1, batcher.queue.maxsize):
        await asyncio.sleep(0)
    return first, others


def test_a_lone_row_does_not_wait():
    batches = []
    batcher = Batcher(lambda rows: batches.append([*rows]) or rows)
    assert asyncio.run(batcher.submit("a")) == "a" and batches == [["a"]]


def test_those_who_come_meanwhile_go_together_and_get_their_own():
    async def all_of_it():
        first, others = await started(predict, batcher, 10)
        predict.go.set()
        return await asyncio.gather(first, *others)

    predict = Slow()
    batcher = Batcher(predict, largest=4)
    assert asyncio.run(all_of_it()) == [2 * n for n in range(10)]
    assert [len(batch) for batch in predict.batches] == [1, 4, 4, 1]


def test_an_error_reaches_all_of_its_batch_and_nobody_later():
    def predict(rows):
        if "bad" in rows:
            raise ZeroDivisionError
        return rows

    async def all_of_it():
        batcher = Batcher(predict)
        asked = map(batcher.submit, ("a", "bad", "b"))
        told = await asyncio.gather(*asked, return_exceptions=True)
        return told, await batcher.submit("c")

    told, later = asyncio.run(all_of_it())
    assert [type(one) for one in told] == [ZeroDivisionError] * 3
    assert later == "c"


def test_a_client_who_has_gone_harms_nobody():
    async def all_of_it():
        first, others = await started(predict, batcher, 4)
        first.cancel()
        others[1].cancel()
        await asyncio.sleep(0)
        predict.go.set()
        return await asyncio.gather(first, *others, return_exceptions=True)

    predict = Slow()
    batcher = Batcher(predict)
    told = asyncio.run(all_of_it())
    assert told[1] == 2 and told[3] == 6
    assert all(isinstance(told[n], asyncio.CancelledError) for n in (0, 2))


def test_too_many_are_told_so_at_once():
    async def all_of_it():
        first, others = await started(predict, batcher, 3)
        with pytest.raises(asyncio.QueueFull):
            await batcher.submit(9)
        predict.go.set()
        await asyncio.gather(first, *others)
        return await batcher.submit(9)

    predict = Slow()
    batcher = Batcher(predict, waiting=2)
    assert asyncio.run(all_of_it()) == 18


def test_too_few_answers_reach_all_of_the_batch_as_an_error():
    async def all_of_it():
        return await asyncio.gather(
            *map(Batcher(lambda rows: rows[1:]).submit, "ab"), return_exceptions=True
        )

    assert [type(one) for one in asyncio.run(all_of_it())] == [ValueError] * 2
