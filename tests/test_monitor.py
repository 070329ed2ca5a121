"""Workers count together, and the alert rules fire in time: lesson 08's promises hold.

The same in the long form: `make soak`.
"""

import os
from shutil import which

import pytest
import soak


def test_four_workers_tell_of_all_requests():
    seen = soak.monitor("counts", 1000)
    print(seen)
    assert seen["requests"] == seen["told"] >= 1000 and seen["of"] == 4


@pytest.mark.skipif(
    not which("promtool") and not os.environ.get("CI"),
    reason="promtool is not installed here: https://prometheus.io/download/",
)
def test_the_rules_fire_in_time_and_only_then():
    seen = soak.monitor("alarms", 3)
    print(seen)
    assert seen["clean streams"] == seen["drifted streams"] == 3
