"""From the article's server to the quick one, change by change, in one run.

python -m demos.ladder [MODEL] prints the table; each line is measured like the others.
"""

import os
import sys
from dataclasses import dataclass, field

import numpy as np

from app.passport import read_passport
from demos.measure import load, running
from demos.parts import parts

SLOW = ["--http", "h11", "--loop", "asyncio"]  # what `pip install uvicorn` gives
OFF = {"FAST_PATH": "0"}


@dataclass
class Rung:
    """A server to measure; `env` and `options` say how it differs from others."""

    name: str
    app: str = "app.main:app"
    env: dict = field(default_factory=dict)
    options: list = field(default_factory=lambda: SLOW)


def rungs(lean):
    """Return the steps, in their order; `lean`: "numbers" or "trees"."""
    batched = "trees" if lean == "trees" else "sklearn"
    steps = [
        Rung("the article's server", "demos.article:app"),
        Rung("less of scikit-learn", env=OFF | {"ENGINE": lean, "BATCH": "0"}),
        Rung("micro-batches", env=OFF | {"ENGINE": batched}),
        Rung("ONNX", env=OFF | {"ENGINE": "onnx"}),
        Rung("fast path"),
    ]
    if lean == "numbers":  # what no model has a part in is measured with the quick one
        steps[1:1] = [
            Rung("typed", "demos.typed:app"),
            Rung("garbage frozen", "demos.typed:app", {"FREEZE": "1"}),
        ]
    env, options = quick()
    if options != SLOW:
        steps.append(Rung("parser and loop in C", env=env, options=options))
    return steps


def quick():
    """Return (environment, options) of uvicorn with parts in C, where they are."""
    if not (folder := parts()):
        return {}, SLOW
    loop = "uvloop" if (folder / "uvloop").is_dir() else "asyncio"
    env = {
        "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    }
    return env, ["--http", "app.protocol:Quick", "--loop", loop]


@dataclass
class Measured:
    """What a server did; its rate is that of a core with nothing else to do."""

    name: str
    rate: float  # for each second in which the server computes, on one core
    p50: float  # ms, while 32 clients ask without a pause
    p99: float
    half: float  # p99 in ms when half as many requests arrive as it can answer
    megabytes: float
    start: float  # seconds to the first right answer


def measure(rung, model, seconds=2, cores="0"):
    """Start a server and measure it; `seconds` for each of two loads."""
    body = {"data": read_passport(model)["example"]}
    env = {"MODEL": model, **rung.env}
    with running(rung.app, body, env, rung.options, cores) as server:
        url = f"{server.url}/predict"
        load(url, body, 0.3)  # the first answers are slower
        before = server.computed()
        took = load(url, body, seconds)
        # What else the machine does meanwhile takes time, but computes nothing here.
        rate = len(took) / (server.computed() - before)
        half = load(url, body, seconds, rate=rate / 2)
        megabytes = server.megabytes()
    p50, p99 = np.percentile(took, [50, 99])
    late = np.percentile(half, 99)
    return Measured(rung.name, rate, p50, p99, late, megabytes, server.start)


def climb(model="iris_linear", seconds=2):
    """Measure every rung; return a list of Measured. Shows how far it is."""
    lean = "numbers" if "linear" in read_passport(model) else "trees"
    return [measure(rung, model, seconds) for rung in told(rungs(lean), model)]


def told(steps, title):
    """Yield the steps; meanwhile a line says which of them is measured."""
    for number, step in enumerate(steps, 1):
        bar = "█" * number + "░" * (len(steps) - number)
        print(f"\r{title}: {bar} {step.name:24}", end="", flush=True)
        yield step
    print("\r" + " " * 60 + "\r", end="", flush=True)


def table(found):
    """Return the measured as lines of text, with ratios to the first."""
    first = found[0]
    head = (
        f"{'':22}{'a second':>10}{'ratio':>8}{'p99 at half':>13}{'MB':>6}{'start':>8}"
    )
    lines = [head]
    for one in found:
        line = f"{one.name:22}{one.rate:10,.0f}{one.rate / first.rate:7.1f}×"
        line += f"{one.half:10.1f} ms{one.megabytes:6.0f}{one.start:6.2f} s"
        lines.append(line)
    return "\n".join(lines)


def beside(model, best, seconds=2):
    """Yield what uvicorn alone gives with the same bytes, and what two workers do."""
    more, options = quick()
    alone = measure(Rung("", "demos.bare:app", more, options), model, seconds)
    share = best.rate / alone.rate
    yield f"{share:.0%} of uvicorn alone, which gives {alone.rate:,.0f} a second"
    env = {"MODEL": model, "ENGINE": "sklearn", "BATCH": "0"} | more
    body, rates = {"data": read_passport(model)["example"]}, []
    for words in ([], ["--workers", "2"]):  # the load needs little of the cores here
        with running(
            "app.main:app", body, env, [*options, *words], cores=None
        ) as server:
            load(f"{server.url}/predict", body, 0.5)
            rates.append(len(load(f"{server.url}/predict", body, seconds)))
    ratio = rates[1] / rates[0]
    yield f"two workers on all cores: {ratio:.1f} times one (plain engine)"


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores")
    for name in sys.argv[1:] or ["iris_linear", "digits_forest"]:
        found = climb(name)
        print(f"\n{name}\n{table(found)}")
        print(*beside(name, found[-1]), sep="\n", flush=True)
