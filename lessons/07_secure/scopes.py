"""What a client may ask for: the gate has let it in, now its scopes decide."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request, Security
from fastapi.security import APIKeyHeader

# The gate has read the key already; this tells /docs about it.
KEY = APIKeyHeader(name="X-API-Key", auto_error=False)


def needs(right):
    """A dependency that answers 403 unless the client's key is for `right`."""

    def check(request: Request, key: Annotated[str | None, Security(KEY)]):
        if right not in request.state.client["scopes"]:
            raise HTTPException(403, f"This key is not for {right}.")

    return Depends(check)
