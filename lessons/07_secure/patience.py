"""A client that sends its body drop by drop is not waited for."""

import asyncio

from starlette.exceptions import HTTPException


def has_body(scope):
    """Whether a request announces a body."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    return length != b"0" or b"transfer-encoding" in headers


def in_time(receive, seconds):
    """`receive`, but the whole body has to be there within `seconds`, or it is 408."""
    end, complete = asyncio.get_running_loop().time() + seconds, False

    async def impatient():
        nonlocal complete
        if complete:
            return await receive()  # what comes now is the end of the connection
        try:
            async with asyncio.timeout_at(end):
                message = await receive()
        except TimeoutError:
            text = f"The body did not arrive within {seconds:g} s."
            raise HTTPException(408, text, {"Connection": "close"}) from None
        complete = not message.get("more_body")
        return message

    return impatient
