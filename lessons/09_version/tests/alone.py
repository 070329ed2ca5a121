"""Your own settings stay out of the tests. Imported first: the app reads some then."""

import os

# A proxy, if one is set, has no business with 127.0.0.1.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
for name in ("LOG_FILE", "POLICY", "GUESSES", "PROMETHEUS_MULTIPROC_DIR"):
    os.environ.pop(name, None)
