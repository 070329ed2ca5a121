"""Personal settings stay out: the environment variables that the course sets itself.

Old Pythons must be able to read this file. Nothing here is changed on disk, and nothing
in the shell that you start from: only what the course starts gets these settings.
"""

import os
import tempfile

from course._places import BIN, PYTHON, STATE, VENV

# They change which files Python, pytest and Jupyter take, or what is done with them.
PERSONAL = (
    "PYTHON",
    "PYTEST_",
    "JUPYTER_",
    "JUPYTERLAB_",
    "IPYTHONDIR",
    "MPLBACKEND",
    "MPLCONFIGDIR",
    "MATPLOTLIBRC",
    "MLFLOW_",
)
# These say how output looks, or where a test puts its files, and may stay.
HARMLESS = ("PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTEST_DEBUG_TEMPROOT")
HERE = ("127.0.0.1", "localhost")


def own(env):
    """A copy of `env` for what the course starts: its own .venv, folders and rules."""
    env = {
        name: value
        for name, value in env.items()
        if name in HARMLESS or not name.upper().startswith(PERSONAL)
    }
    # So that `!python`, and a terminal in JupyterLab, find the same packages.
    env["PATH"] = str(BIN) + os.pathsep + env.get("PATH", os.defpath)
    if PYTHON.exists():
        env["VIRTUAL_ENV"] = str(VENV)
    # What a locale of Latin-1 would make of a folder named in UTF-8 is another folder.
    env["PYTHONUTF8"] = "1"
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "C"
    if os.name != "nt" and locale not in ("C", "POSIX") and "utf" not in locale.lower():
        env["LC_ALL"] = "C.UTF-8"  # uv asks a Python that looks at no variable but this
    near(env)
    at_home(env)
    return env


def jupyter(env):
    """Give Jupyter folders of the course's own: no password, port, kernel of yours."""
    folder = STATE / "jupyter"
    env["JUPYTER_CONFIG_DIR"] = str(folder / "config")
    env["JUPYTER_DATA_DIR"] = str(folder / "data")
    env["JUPYTER_RUNTIME_DIR"] = str(folder / "runtime")
    env["IPYTHONDIR"] = str(folder / "ipython")
    # What is installed in .venv goes before what lies in the system's folders.
    env["JUPYTER_PREFER_ENV_PATH"] = "1"
    return env


def near(env):
    """Let no proxy take requests to this machine from programs that `env` is for."""
    for name in ("NO_PROXY", "no_proxy"):
        # Some programs read one of the two names, some the other.
        told = [env.get(each, "") for each in (name, name.swapcase())]
        hosts = [host.strip() for host in (told[0] or told[1]).split(",")]
        if "*" not in hosts:
            env[name] = ",".join([h for h in hosts if h and h not in HERE] + list(HERE))
    return env


def at_home(env):
    """Give a HOME to programs that would die without one, as in some containers."""
    if os.name != "nt" and not is_home(env.get("HOME", "")):
        home = STATE / "home"
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError:  # a folder that cannot be written to is told elsewhere
            home = tempfile.gettempdir()
        env["HOME"] = str(home)
        # They name folders below a home that is not there.
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            env.pop(name, None)
    return env


def is_home(place):
    """Whether programs can keep something there; containers say `/` for none."""
    return place not in ("", "/") and os.path.isdir(place) and os.access(place, os.W_OK)
