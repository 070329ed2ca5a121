"""Sign the model: python sign_model.py FILE_OF_THE_PRIVATE_KEY

To be run where the model is trained. The file is made if it is not there, and it must
never be on the machine that serves.
"""

import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.passport import PassportError
from app.security import write_private
from app.signing import sign


def main(file):
    if not file.exists():
        new = Ed25519PrivateKey.generate()
        write_private(file, new.private_bytes_raw().hex())
    private = bytes.fromhex(file.read_text(encoding="ascii"))
    sign("fraud", private)
    public = Ed25519PrivateKey.from_private_bytes(private).public_key()
    print(f"SIGNED_BY={public.public_bytes_raw().hex()}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    try:
        main(Path(sys.argv[1]))
    except (OSError, ValueError, PassportError) as problem:
        raise SystemExit(f"Nothing was signed: {problem}") from None
