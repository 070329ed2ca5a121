"""What was measured, as pictures with their numbers beside them."""

import os

import numpy as np
from matplotlib import pyplot as plt

BLUE, ORANGE = "#0072B2", "#E69F00"
CORES = f"{os.cpu_count()} cores, one run"


def bars(axes, names, values, label, form="{:,.0f}"):
    """Draw horizontal bars, the first at the top, each with its number."""
    drawn = axes.barh(names, values, color=BLUE)
    axes.bar_label(drawn, [form.format(value) for value in values], padding=3)
    axes.set_xlabel(label)
    axes.set_xlim(0, max(values) * 1.25)
    axes.set_ylim(len(names) - 0.5, -0.5)  # the first at the top
    axes.spines[["top", "right"]].set_visible(False)


def wellmeant(found):
    """Draw what demos.wellmeant.compare has measured."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 2.6), sharey=True)
    rates, waits = zip(*found.values(), strict=True)
    bars(left, list(found), rates, f"answers a second ({CORES})")
    bars(right, list(found), waits, "/health: 99 % within so many ms")
    figure.tight_layout()
    return figure


def waits(closed, opened):
    """Draw the share of answers that took longer than so many milliseconds."""
    figure, axes = plt.subplots(figsize=(8, 3.5))
    for took, name, colour in (
        (closed, "8 clients, each asks after its answer", ORANGE),
        (opened, "200 requests a second, come what may", BLUE),
    ):
        share = 100 * (1 - np.arange(len(took)) / len(took))
        axes.plot(np.sort(took), share, label=name, color=colour)
    axes.set(xscale="log", yscale="log", xlabel="ms from the moment it was due")
    axes.set_ylabel("% of answers that took longer")
    axes.axhline(1, color="#999999", linestyle=":")
    axes.text(axes.get_xlim()[0] * 1.2, 1.1, "the slowest 1 %: p99")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def ladder(found, title):
    """Draw what demos.ladder.climb has measured, a row for each step."""
    columns = (
        (f"times the first one's answers\na second ({CORES})", "{:.1f} ×", 2),
        ("at half of its own rate,\n99 % within so many ms", "{:.1f}", 1.2),
        ("memory in MB", "{:.0f}", 1),
        ("seconds to the\nfirst right answer", "{:.1f}", 1),
    )
    rows = [(o.rate / found[0].rate, o.half, o.megabytes, o.start) for o in found]
    shape = {"figsize": (13, 3.2), "width_ratios": [width for *_, width in columns]}
    figure, axes = plt.subplots(1, len(columns), sharey=True, **shape)
    for each, values, (label, form, _) in zip(
        axes, zip(*rows, strict=True), columns, strict=True
    ):
        bars(each, [one.name for one in found], values, label, form)
    axes[0].set_title(title, loc="left")
    figure.tight_layout()
    return figure


def many(found):
    """Draw what demos.many.compare has measured."""
    figure, axes = plt.subplots(figsize=(8, 2.4))
    label = f"ms for 10,000 rows ({CORES})"
    bars(axes, list(found), list(found.values()), label, "{:.1f}")
    return figure
