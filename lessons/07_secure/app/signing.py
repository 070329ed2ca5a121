"""Sign a passport, where the model is trained; check the signature, where it serves."""

import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from app import passport
from app.passport import PassportError, durable, read_passport, replace


def places(name):
    """Return the paths of a model's passport and of the signature under it."""
    return [passport.MODELS / f"{name}.{end}" for end in ("json", "sig")]


def sign(name, private):
    """Write NAME.sig beside the passport. The passport holds the model's SHA-256."""
    signed, signature = places(name)
    text = Ed25519PrivateKey.from_private_bytes(private).sign(signed.read_bytes()).hex()
    draft = signature.with_suffix(".sig.new")
    with durable(draft) as out:
        out.write(text.encode())
    replace(draft, signature)


def check_signature(name, public):
    """Raise PassportError unless the owner of the key `public` (hex) signed it.

    It is the passport that `load_model` would take, so the model's SHA-256 is covered.
    """
    try:
        text, signature = [path.read_bytes() for path in places(name)]
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature.decode("ascii")), text)
        good = json.loads(text) == read_passport(name)
    except (OSError, ValueError, InvalidSignature):
        good = False
    if not good:
        why = f"{name}.json is not signed by the one whose key is SIGNED_BY."
        raise PassportError(why)
