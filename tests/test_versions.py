"""Models change, processes die, disks fill up, bits flip: lesson 09's promises hold.

The same in the long form: `make soak`.
"""

import os
import shutil
import sys

import pytest
import soak
from _repo import run

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9 and no fork")


def test_no_request_fails_and_none_is_mixed_while_the_champion_changes():
    seen = soak.versions("swaps", 1500)
    print(seen)
    assert seen["requests"] >= 1500 and seen["changes"] == 5
    assert seen["failed"] == seen["mixed"] == 0
    # Measured: about 1. More than this is no noise.
    assert seen["p99 during a change / without"] < 10


@POSIX
def test_a_killed_worker_comes_back_with_the_right_version():
    seen = soak.versions("kill_a_worker", 2)
    print(seen)
    assert seen["kills"] == 2 and seen["requests"] > 100


@POSIX
def test_a_killed_publisher_leaves_the_old_or_the_new():
    seen = soak.versions("kill_a_publisher", 15)
    print(seen)
    assert seen["kills"] == 15 and seen["in the middle"] > 0


def test_a_full_disk_loses_nothing():
    if not shutil.which("unshare") or run([*soak.ALONE, "true"]).returncode:
        pytest.skip(f"no disk of its own can be mounted here ({sys.platform})")
    seen = soak.versions("full_disk", 2, small=True)
    print(seen)
    assert seen["refused"] == 2


def test_a_flipped_bit_is_never_unpickled():
    seen = soak.versions("flips", 100)
    print(seen)
    assert seen["refused"] == 100 and seen["unpickled"] == 0
