"""What `make` calls: set up what is needed, then start what was asked for.

Old Pythons must be able to read this file, to say that they are too old; all the other
files may assume a Python that the lock was made for.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from course._places import PYTHON, ROOT, VERSIONS, WINDOWS, say, stop, version
from course._settings import jupyter, own


def another_python():
    """The path of a Python that will do, where the one that runs this will not."""
    if version(PYTHON) in VERSIONS:
        return str(PYTHON)
    for name in VERSIONS:
        found = shutil.which("python" + name)
        if found and version(found) == name:
            say("Going on with %s: this course needs Python 3.11 to 3.14." % found)
            return found
    stop(
        "This course needs Python 3.11 to 3.14. %s is Python %d.%d, and there is no "
        "other on the PATH.\nInstall one (https://www.python.org/downloads/) and start "
        "again. If it lies elsewhere, name it:\n"
        "    make lab PYTHON=/path/to/python3.13"
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )


def start(command, env=None):
    """Become that program: signals and exit codes then need no passing on."""
    env = own(os.environ) if env is None else env
    command = [str(word) for word in command]
    if WINDOWS:
        sys.exit(subprocess.call(command, env=env))
    os.execve(command[0], command, env)


def has_screen():
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def lab(words):
    """Open JupyterLab at the first notebook, or print the address where it is."""
    options = [
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        "--ServerApp.answer_yes=True",  # Ctrl-C ends it without a question
        # Otherwise each kernel warns in the terminal that it might be listened to.
        "--KernelManager.transport_encryption=auto",
        "--LabApp.default_url=/lab/tree/notebooks/01_train.ipynb",
        # No questions about news and updates: a lesson is no time for them.
        "--LabApp.app_settings_dir=" + str(ROOT / "course" / "lab"),
        # What a system's or your own settings say would leave no address to open.
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.base_url=/",
        "--ServerApp.root_dir=" + str(ROOT),
        "--ServerApp.custom_display_url=",
        "--PasswordIdentityProvider.hashed_password=",
    ]
    if not has_screen():
        options.append("--no-browser")
    if not WINDOWS and os.geteuid() == 0:
        options.append("--allow-root")
    say("JupyterLab is starting; Ctrl-C ends it.")
    start([PYTHON, "-m", "jupyterlab", *options, *words], jupyter(own(os.environ)))


def prove(words, which):
    """Run pytest over the proofs of one kind, or those that the words name."""
    named = any(Path(word.partition("::")[0]).exists() for word in words)
    # Much of the time is waiting, for servers to start and for limits to pass: so more
    # workers than cores. More than four need more memory than they save time.
    workers = "-n%d" % min((os.cpu_count() or 1) * 2, 4)
    options = [workers, "--dist=loadgroup", "-q"]
    # Copies with environments of their own are gigabytes. Those of a run that is over
    # would be removed, without a word, by the next pytest that somebody starts.
    options += ["-o", "tmp_path_retention_policy=failed"]
    start([PYTHON, "-m", "pytest", *options, *([] if named else which), *words])


def test(words):
    """What a reader would test: all of it, or `LESSON=7` alone."""
    prove(words, ["tests", "-m", "not proof"])


def proofs(words):
    """What is for those who change the course."""
    prove(words, ["tests", "-m", "proof"])


def walk(words):
    start([PYTHON, "-m", "course", "walk", *words])


def doctor(words):
    """Look, and install nothing: what is missing is the doctor's to say."""
    ready = version(PYTHON) in VERSIONS
    env = jupyter(own(os.environ))
    # What is kept out here is still there for a project's `pytest` in your shell.
    kept_out = {
        n: v for n, v in os.environ.items() if n.startswith(("PYTHON", "PYTEST_"))
    }
    env["COURSE_SHELL"] = json.dumps(kept_out)
    start([PYTHON if ready else sys.executable, "-m", "course", "doctor", *words], env)


def bench(words):
    start([PYTHON, "tests/bench.py", *words])


def soak(words):
    """Run the proofs under load and faults, at length."""
    start([PYTHON, "tests/soak.py", *words])


def lock(words):
    from course import _lock

    _lock.lock(words)


COMMANDS = {
    "lab": (lab, "lab"),
    "walk": (walk, "lab"),
    "test": (test, "test"),
    "proofs": (proofs, "test"),
    "doctor": (doctor, None),
    "bench": (bench, "test"),
    "soak": (soak, "test"),
    "lock": (lock, None),
}


def main(words):
    os.chdir(str(ROOT))
    if not words or words[0] not in COMMANDS:
        stop("Say one of: make " + ", make ".join(COMMANDS))
    if "%d.%d" % sys.version_info[:2] not in VERSIONS:
        again = [another_python(), "-E", "-X", "utf8", "-m", "course.environment"]
        start([*again, *words], dict(os.environ))
    command, group = COMMANDS[words[0]]
    if group:
        from course import install

        everything = os.environ.get("ALL", "0") not in ("", "0")
        install.ensure("all" if everything and group == "lab" else group)
    command(words[1:])


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        say("\nStopped. Start again when you like: what was fetched is kept.")
        sys.exit(130)
