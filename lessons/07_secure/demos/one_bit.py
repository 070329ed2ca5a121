"""What one changed bit in a model's file does: each copy of it gets another bit."""

import faulthandler
import io
import subprocess
import sys
from collections import Counter

import joblib
import numpy as np

COPIES = 24


def flipped(data, number):
    copy = data.copy()  # an array of bytes
    copy[np.random.default_rng(number).integers(len(data))] ^= 1 << number % 8
    return copy.tobytes()


def count(model, rows):
    """How often each thing happens; `rows`: a .npy file with what to ask about."""
    seen = []
    while len(seen) < COPIES:  # a child process that dies is followed by the next
        command = [sys.executable, __file__, str(model), str(rows), str(len(seen))]
        done = subprocess.run(command, capture_output=True, text=True)
        seen += done.stdout.split() + ["killed"] * (done.returncode != 0)
    return Counter(seen)


if __name__ == "__main__":
    data, rows = np.fromfile(sys.argv[1], np.uint8), np.load(sys.argv[2])
    right = joblib.load(sys.argv[1]).predict_proba(rows)
    for number in range(int(sys.argv[3]), COPIES):
        faulthandler.dump_traceback_later(5, exit=True)  # it may also run in circles
        try:
            now = joblib.load(io.BytesIO(flipped(data, number))).predict_proba(rows)
            print("same" if np.array_equal(now, right) else "changed", flush=True)
        except Exception:
            print("exception", flush=True)
