"""Sign a passport, where the model is trained; check the signature, where it serves."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from load_model import MODELS, PassportError


def sign(name, private):
    """Write NAME.sig beside the passport. The passport holds the model's SHA-256."""
    passport = (MODELS / f"{name}.json").read_bytes()
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(passport)
    (MODELS / f"{name}.sig").write_text(signature.hex(), encoding="ascii")


def check_signature(name, public):
    """Raise PassportError unless the owner of the key `public` (hex) signed it."""
    try:
        signature = bytes.fromhex((MODELS / f"{name}.sig").read_text(encoding="ascii"))
        passport = (MODELS / f"{name}.json").read_bytes()
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(signature, passport)
    except (OSError, ValueError, InvalidSignature):
        text = f"{name}.json is not signed by the one whose key is SIGNED_BY."
        raise PassportError(text) from None
