"""Which versions a server keeps loaded, as in TensorFlow Serving."""

import re

POLICY = re.compile(r"all|latest(:[1-9]\d*)?|specific:\d+(,\d+)*")


def wanted(policy, numbers):
    """Choose among version numbers (sorted), by "latest:2", "all" or "specific:1,3".

    Raises ValueError for another policy.
    """
    if not POLICY.fullmatch(policy):
        raise ValueError(f"POLICY is latest:2, all or specific:1,3, and not {policy}")
    kind, _, rest = policy.partition(":")
    if kind == "latest":
        return numbers[-int(rest or 1) :]
    if kind == "specific":
        return [n for n in numbers if str(n) in rest.split(",")]
    return numbers
