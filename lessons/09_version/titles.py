"""Titles of films that nobody has made."""

GENRES = ["comedy", "crime", "drama", "horror", "romance", "space"]
FIRST = "Quiet Last Golden Broken Secret Second Winter Burning Paper Distant"
SECOND = "River Letter Garden Summer Captain Mirror Island Witness Train Song"


def titles(kinds):
    """{1: "The Quiet River (drama)", …}: up to 300 of them, and none comes twice.

    `kinds`: the number of the genre of each.
    """
    pairs = [f"{a} {b}" for b in SECOND.split() for a in FIRST.split()]
    names = [f"{start} {pair}" for start in ("The", "A", "My") for pair in pairs]
    return {i + 1: f"{names[i]} ({GENRES[kind]})" for i, kind in enumerate(kinds)}
