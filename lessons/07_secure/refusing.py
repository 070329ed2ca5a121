"""What every answer carries, and what is said when something went wrong inside."""

from problems import problem

HEADERS = {
    "Cache-Control": "no-store",  # answers are about people
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",  # once https, always https
    "X-Content-Type-Options": "nosniff",
}


def failed(number):
    """500: nothing of what happened, but the number under which it is in the log."""
    text = "Something went wrong here, and not in your request. Please tell us its id."
    return problem(500, text, instance=f"urn:uuid:{number}")


async def fail(request, error):
    return failed(request.state.id)
