"""What Prometheus has seen, as a picture. It needs matplotlib; a service does not."""

# The colours are those of the dashboard.
LOOKS = {"unknown": ("words", "#0072B2"), "score": ("scores", "#D55E00")}


def chart(watcher, since):
    """Draw the PSI of words and scores from `since` (time.time()) on, and the limit."""
    import matplotlib.pyplot as plt

    found = list(watcher.history("spam_drift_psi", since))
    first = min(times[0] for _, times, _ in found)
    for labels, times, values in found:
        name, colour = LOOKS[labels["what"]]
        plt.plot([at - first for at in times], values, color=colour, label=name)
    [(_, limit)] = watcher.query("spam_drift_limit")
    plt.axhline(limit, color="#333333", ls="--", label="limit")
    plt.xlabel("time (s)")
    plt.ylabel("PSI of the last 300 messages")
    plt.legend()
    plt.show()
