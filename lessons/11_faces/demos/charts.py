"""The charts of notebook 11."""

import matplotlib.pyplot as plt
import numpy as np

BLUE, ORANGE = "#0072B2", "#E69F00"  # which the colour-blind can tell apart


def sheet(rows):
    """Show pictures in rows: {name: pictures}."""
    columns = max(map(len, rows.values()))
    size = 1.2 * columns, 1.2 * len(rows)
    _, axes = plt.subplots(len(rows), columns, figsize=size, squeeze=False)
    for line, (name, pictures) in zip(axes, rows.items(), strict=True):
        line[0].set_title(name, loc="left", fontsize=9)
        for axis, picture in zip(line, pictures, strict=True):
            axis.imshow(picture, cmap="gray", vmin=0, vmax=255)
            axis.axis("off")
    plt.tight_layout()
    plt.show()


def hills(same, others):
    """Show where the distances of both kinds of pairs lie, each with the same area."""
    plt.figure(figsize=(8, 3))
    for far, label, colour in (
        (same, "of one person", BLUE),
        (others, "of two people", ORANGE),
    ):
        plt.hist(far, 60, density=True, alpha=0.7, label=label, color=colour)
    plt.xlabel("distance between two pictures")
    plt.ylabel("share of pairs")
    plt.yticks([])
    plt.legend()
    plt.show()


def trade_off(same, others, rates):
    """Show both kinds of mistakes at every threshold."""
    thresholds = np.linspace(0.2, 1.1, 60)
    accepted, refused = np.array([rates(same, others, t) for t in thresholds]).T
    plt.figure(figsize=(8, 3))
    plt.plot(thresholds, accepted, label="false accepts", color=ORANGE)
    plt.plot(thresholds, refused, "--", label="false rejects", color=BLUE)
    plt.xlabel("threshold")
    plt.ylabel("share of pairs")
    plt.legend()
    plt.show()


def among(counts, shares):
    """Show what becomes of strangers among so many who are enrolled."""
    plt.figure(figsize=(8, 3))
    plt.plot(counts, shares, "o-", color=ORANGE)
    plt.xscale("log")
    plt.xticks(counts, [f"{count:,}" for count in counts])
    plt.xlabel("people enrolled")
    plt.ylabel("strangers taken for somebody")
    plt.ylim(0, None)
    plt.show()
