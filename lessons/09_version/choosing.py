"""Which version answers a request, and from where on."""

from fastapi import HTTPException
from following import catch_up

GONE = "The version that began these pages is gone: begin again, without a cursor."


def choose(shelf, user, page):
    """Return (answering, label, recommender); raises 410 where pages cannot go on.

    `answering` is taken once: whatever moves from now on is for other requests.
    """
    now, (begun, _) = shelf.now, page.start()
    if begun and begun not in now.loaded:
        catch_up(shelf)  # another worker may have moved a moment earlier
        now = shelf.now
    label, asked = now.to(user)
    if begun and begun != int(asked.version):
        label, asked = "earlier", now.loaded.get(begun)
        if asked is None:
            raise HTTPException(410, GONE)
    return now, label, asked
