"""What Prometheus has seen, as a picture. It needs matplotlib; a service does not."""

# The colours are those of the dashboard.
LOOKS = {"unknown": ("words", "#0072B2"), "score": ("scores", "#D55E00")}


def chart(watcher, since):
    """Draw the PSI of words and scores from `since` (time.time()) on, and the limit."""
    import matplotlib.pyplot as plt

    for labels, times, values in watcher.history("spam_drift_psi", since):
        name, colour = LOOKS[labels["what"]]
        plt.plot([at - since for at in times], values, color=colour, label=name)
    [(_, limit)] = watcher.query("spam_drift_limit")
    plt.axhline(limit, color="#333333", ls="--", label="limit")
    plt.xlabel("time since the first message (s)")
    plt.ylabel("PSI of the last 300 messages")
    plt.legend()
    plt.show()
