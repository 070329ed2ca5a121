"""The doctor: each finding, and that the command which it names is its cure."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib import metadata
from pathlib import Path

import pytest
from _course import ROOT, bare_python, course, environment, git, make_repo, other_kernel

from course import _look_machine, _look_packages, doctor, locked
from course._look import Finding

POSIX = pytest.mark.skipif(os.name == "nt", reason="the cures are typed in bash here")
VERSION = metadata.version("nbclient")
NBCLIENT = f"nbclient=={VERSION} \\\n    --hash=sha256:00"
BASE = getattr(sys, "_base_executable", sys.executable)
# What the machine that runs the proofs may have set itself.
PLAIN = dict.fromkeys(
    ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"]
) | dict.fromkeys(
    ["PYTHONPATH", "PYTHONSAFEPATH", "PYTHONOPTIMIZE", "PYTHONHOME", "JUPYTER_PATH"]
)
PLAIN |= {"PYTEST_ADDOPTS": None, "PYTEST_PLUGINS": None}


@pytest.fixture
def repo(tmp_path):
    return make_repo(tmp_path)


def lock(repo, *lines):
    (repo / "requirements.txt").write_text("\n".join(lines) + "\n")


def letters(done):
    """The code's letters; its last line must be a code that the doctor understands."""
    code = done.stdout.splitlines()[-1].removeprefix("code: ")
    assert doctor.explain(code)
    return code.partition("-")[0]


def cure(done):
    """The command that the doctor names, as it is to be typed."""
    found = re.search(r"^First: Run: (.+)$", done.stdout, re.MULTILINE)
    assert found, done.stdout
    return found[1]


def typed(repo, *commands, prefix=(), python=sys.executable, **changes):
    """Type commands in one shell, in the course's folder; `python` is this one."""
    changes.setdefault("COURSE_STATE", repo / ".course")
    env = environment(**PLAIN | changes)
    env["PATH"] = os.pathsep.join([str(Path(python).parent), env["PATH"]])
    command = [*prefix, "bash", "-c", "\n".join(commands)]
    return subprocess.run(
        command, cwd=repo, env=env, capture_output=True, encoding="utf-8", timeout=300
    )


LOOK = "python -m course doctor"


def cured(repo, letter, look=LOOK, wanted="", prefix=(), **changes):
    """Make sure of a finding, type its cure as printed, and look again: it is gone."""
    before = typed(repo, look, prefix=prefix, **changes)
    assert "Traceback" not in before.stderr, before.stderr
    assert letter in letters(before), before.stdout
    command = cure(before)
    assert wanted in command, command
    again = [command] if command.endswith("-m course doctor") else [command, look]
    after = typed(repo, *again, prefix=prefix, **changes)
    assert letter not in letters(after), f"{command}\n{after.stdout}{after.stderr}"
    return before, after


def borrowed(folder):
    """An environment of its own whose packages are those that run the proofs."""
    python = bare_python(folder)
    site = sysconfig.get_path("purelib")
    own = next(folder.glob("lib/python3*/site-packages"), folder / "Lib/site-packages")
    (own / "borrowed.pth").write_text(f"{site}\n")
    return python


# --- all is well ---------------------------------------------------------------------


def test_ready(repo):
    lock(repo, NBCLIENT, "colorama==0.1 ; python_version < '3' \\", "    --hash=x")
    done = course(repo, "doctor", **PLAIN)
    assert "✗" not in done.stdout and "1 packages as in" in done.stdout
    assert done.returncode == 0 and "\nready\n" in done.stdout
    assert letters(done) == "READY"
    assert not (repo / ".course").exists()


def test_it_says_whether_what_one_notebook_needs_is_there(repo):
    lock(repo, NBCLIENT)
    (repo / "requirements-09.txt").write_text("no-such-thing==1\n")
    done = course(repo, "doctor", **PLAIN)
    assert letters(done) == "READY"
    assert "what notebook 9 needs besides is not there yet" in done.stdout
    (repo / "requirements-09.txt").write_text(NBCLIENT + "\n")
    assert "needs besides is there, too" not in done.stdout
    done = course(repo, "doctor", **PLAIN)
    assert "what single notebooks need besides is there, too" in done.stdout


# --- packages ------------------------------------------------------------------------


def test_the_lock_and_what_differs(repo):
    lock(
        repo, "nbclient==0.0.1", "no-such-thing==1", f"ruff=={metadata.version('ruff')}"
    )
    done = course(repo, "doctor", **PLAIN)
    assert done.returncode == 1 and letters(done) == "P"
    assert (
        "of 3 packages, 1 missing (no-such-thing), 1 in another version" in done.stdout
    )
    assert f"(nbclient {VERSION} instead of 0.0.1)" in done.stdout
    assert cure(done)


def test_where_nothing_is_installed(repo, tmp_path):
    lock(repo, NBCLIENT, "requests==2 ; python_version > '3' \\", "    --hash=x")
    python = bare_python(tmp_path / "bare")
    done = course(repo, "doctor", python=python, **PLAIN)
    assert done.returncode == 1 and letters(done) == "PK"
    assert cure(done) == f"{python} -m course mend"


def iniconfig(repo):
    """Let the lock want one small package, and uv; the doctor looks at the one."""
    text = locked.LOCKED["test"].read_text("utf-8")
    blocks = [
        re.search(rf"^{name}==.*\n(    --hash=.*\n)+", text, re.M).group()
        for name in ("iniconfig", "uv")
    ]
    lock(repo, blocks[0])
    (repo / "requirements-test.txt").write_text("".join(blocks))
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, repo)


def spoil(site, fault):
    info = next(site.glob("iniconfig-*.dist-info"), None)
    if fault == "missing":
        shutil.rmtree(info)
        shutil.rmtree(site / "iniconfig")
    elif fault == "another version":
        info.rename(site / "iniconfig-1.0.dist-info")
    elif fault == "two versions":
        shutil.copytree(info, site / "iniconfig-1.0.dist-info")
    elif fault == "emptied":
        shutil.rmtree(site / "iniconfig")
        (site / "iniconfig").mkdir()
    elif fault == "changed":
        file = site / "iniconfig/__init__.py"
        # What uv installs is a link to its cache, which is not to be changed.
        text = file.read_text()
        file.unlink()
        file.write_text(text + "oops")
    elif fault == "no record":
        (info / "RECORD").unlink()
    else:
        harmful = site / "httptools-0.6.4.dist-info"
        harmful.mkdir()
        name = "Metadata-Version: 2.1\nName: httptools\nVersion: 0.6.4\n"
        (harmful / "METADATA").write_text(name)
        (harmful / "INSTALLER").write_text("pip")
        (site / "httptools.py").write_text("")
        files = [f"{harmful.name}/{n}" for n in ("METADATA", "INSTALLER", "RECORD")]
        files.append("httptools.py")
        (harmful / "RECORD").write_text("".join(f"{name},,\n" for name in files))


FAULTS = ["missing", "another version", "two versions", "emptied", "changed"]
FAULTS += ["no record", "harmful"]


@POSIX
@pytest.mark.parametrize("place", ["by make", "elsewhere"])
def test_the_cure_puts_back_what_the_lock_has(repo, tmp_path, place):
    iniconfig(repo)
    venv = repo / ".venv" if place == "by make" else tmp_path / "mine"
    python = bare_python(venv)
    site = next(venv.glob("lib/python3*/site-packages"))
    (site / "jupyterlab.py").write_text("print('opened')\n")  # for `make lab` to start
    (site / "mine.py").touch()
    uv = Path(sys.executable).parent / "uv"
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "uv").symlink_to(uv)
    path = os.pathsep.join([str(bin_), os.environ["PATH"]])
    words = {"python": python, "PATH": path, "COURSE_STATE": None}
    assert "P" in letters(typed(repo, LOOK, **words))  # nothing is there yet
    wanted = "make lab" if place == "by make" else "python -m course mend"
    cured(repo, "P", wanted=wanted, **words)
    for fault in FAULTS:
        spoil(site, fault)
        before, _ = cured(repo, "P", wanted=wanted, **words)
        assert (fault == "harmful") == ("too many (httptools)" in before.stdout)
    assert (site / "mine.py").exists() and not (site / "httptools.py").exists()


@POSIX
def test_a_lock_that_was_deleted(repo):
    lock(repo, NBCLIENT)
    git(repo, "add", "requirements.txt")
    git(repo, "commit", "-qm", "The lock")
    (repo / "requirements.txt").unlink()
    cured(repo, "P", wanted="git checkout HEAD -- requirements.txt")


# --- hidden by a variable or a file --------------------------------------------------


def workspace(folder, module):
    """A sourced workspace, such as that of a robot, with a module of its own."""
    (folder / module).mkdir(parents=True)
    (folder / module / "__init__.py").write_text("raise ImportError('another one')\n")
    return folder


@POSIX
@pytest.mark.parametrize("module", ["numpy", "json", "sitecustomize"])
def test_pythonpath_is_named(repo, tmp_path, module):
    lock(repo, NBCLIENT)
    place = workspace(tmp_path / "work space", module)
    if module == "json":  # Python's own module: nothing that needs it starts any more
        (repo / "Makefile").write_text((ROOT / "Makefile").read_text())
        borrowed(repo / ".venv")
        look = "make -s doctor"
    else:
        look = LOOK
    before, _ = cured(
        repo, "S", look=look, wanted="unset PYTHONPATH", PYTHONPATH=str(place)
    )
    what = "keeps Python from starting" if module == "json" else f"hides {module}"
    assert f"PYTHONPATH ({place}) {what}" in before.stdout


@POSIX
def test_a_plugin_of_pytests_on_pythonpath_is_named(repo, tmp_path):
    lock(repo, NBCLIENT)
    info = tmp_path / "ws" / "launch_testing-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[pytest11]\nlaunch = nowhere\n")
    before, _ = cured(
        repo, "S", wanted="unset PYTHONPATH", PYTHONPATH=str(tmp_path / "ws")
    )
    assert "lets pytest load launch_testing" in before.stdout


def test_a_pythonpath_that_hides_nothing_is_no_finding(repo, tmp_path):
    lock(repo, NBCLIENT)
    workspace(tmp_path / "ws", "my_own_module")
    done = course(repo, "doctor", **PLAIN | {"PYTHONPATH": tmp_path / "ws"})
    assert letters(done) == "READY"


@POSIX
@pytest.mark.parametrize(
    "name", ["PYTHONSAFEPATH", "PYTHONOPTIMIZE", "PYTHONHOME", "PYTEST_ADDOPTS"]
)
def test_a_variable_that_changes_python_is_named_by_make_too(repo, name):
    """`make lab` keeps it out; a project's `pytest` in the same shell would meet it."""
    lock(repo, NBCLIENT)
    (repo / "Makefile").write_text((ROOT / "Makefile").read_text())
    borrowed(repo / ".venv")
    cured(
        repo,
        "S",
        look="make -s doctor",
        wanted=f"unset {name}",
        COURSE_STATE=None,
        **{name: "1"},
    )


@POSIX
@pytest.mark.parametrize("name", ["notebooks/random.py", "lessons/03_serve/numpy.py"])
def test_a_file_beside_a_notebook_is_named(repo, name):
    lock(repo, NBCLIENT)
    (repo / name).write_text("")
    before, _ = cured(repo, "S", wanted=f"mv {name} ")
    assert f"✗ {name} hides" in before.stdout


@POSIX
def test_a_pth_file_is_named(repo, tmp_path):
    lock(repo, NBCLIENT)
    python = borrowed(tmp_path / "mine")
    site = next((tmp_path / "mine").glob("lib/python3*/site-packages"))
    place = workspace(tmp_path / "ws", "numpy")
    (site / "a.pth").write_text(f"{place}\n")
    before, _ = cured(repo, "S", wanted="a.pth.off", python=python)
    assert f"{site / 'a.pth'} hides numpy" in before.stdout


@POSIX
def test_the_users_own_folder_of_packages_is_named(repo, tmp_path):
    """In conda's environments it comes before what conda has installed."""
    ask = "import site; print(site.getusersitepackages())"
    base = {"PYTHONUSERBASE": str(tmp_path / "base")}
    command = [BASE, "-c", ask]
    env = environment(**PLAIN | base)
    told = subprocess.run(command, env=env, capture_output=True, text=True)
    workspace(Path(told.stdout.strip()), "pip")
    python = f"{BASE} -m course doctor"
    before = typed(repo, python, **base)
    if "hides pip" not in before.stdout:
        pytest.skip("this Python has no pip of its own that could be hidden")
    after = typed(repo, cure(before), python, **base)
    assert "S" in letters(before) and "S" not in letters(after)


# --- the kernel ----------------------------------------------------------------------


def elsewhere(folder):
    """A kernel that starts and belongs to another environment."""
    script = (
        "import runpy, sys; sys.prefix = '/else'; sys.argv = ['', '-f', sys.argv[1]];"
        "runpy.run_module('ipykernel_launcher', run_name='__main__')"
    )
    return other_kernel(folder, sys.executable, "-c", script, "{connection_file}")


@POSIX
@pytest.mark.parametrize("fault", ["of another Python", "does not start"])
def test_a_kernel_by_jupyter_path(repo, tmp_path, fault):
    lock(repo, NBCLIENT)
    place = elsewhere(tmp_path / "k")
    if fault == "does not start":
        other_kernel(tmp_path / "l", sys.executable, "-c", "raise SystemExit(1)")
        place = tmp_path / "l"
    before, _ = cured(repo, "K", wanted="unset JUPYTER_PATH", JUPYTER_PATH=str(place))
    belongs = "the kernel python3 belongs to /else"
    assert belongs in before.stdout or "does not start" in before.stdout


@POSIX
def test_a_kernel_in_the_environment_of_a_python_that_is_gone(repo, tmp_path):
    lock(repo, NBCLIENT)
    python = borrowed(tmp_path / "mine")
    other_kernel(tmp_path / "mine/share/jupyter", "/gone/python", "{connection_file}")
    cured(repo, "K", wanted="-m ipykernel install --sys-prefix", python=python)


@POSIX
def test_a_kernel_in_your_own_folder(repo, tmp_path):
    lock(repo, NBCLIENT)
    python = borrowed(tmp_path / "mine")
    data = elsewhere(tmp_path / "data")
    settings = {"JUPYTER_DATA_DIR": str(data), "JUPYTER_PREFER_ENV_PATH": "0"}
    cured(repo, "K", wanted="JUPYTER_PREFER_ENV_PATH=1", python=python, **settings)


# --- the machine ---------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
def test_a_proxy(repo, name):
    lock(repo, NBCLIENT)
    proxies = {"http_proxy": "http://me:secret@proxy.example:3128", name: "a.example"}
    before, _ = cured(repo, "X", wanted="a.example,127.0.0.1,localhost", **proxies)
    assert "would go to the proxy http://proxy.example:3128" in before.stdout
    assert "secret" not in before.stdout


@POSIX
@pytest.mark.parametrize("home", [None, "/", "/nowhere/at/all", "/dev/null"])
def test_no_home(repo, home):
    lock(repo, NBCLIENT)
    state = {"COURSE_STATE": repo / ".course", "IPYTHONDIR": None}
    cured(repo, "H", wanted="export HOME=", HOME=home, **state)


@pytest.fixture
def nobody():
    """Somebody who may not do everything: (words before a command, Python, a folder).

    The folder is outside of pytest's, which is closed to others.
    """
    prefix, python = [], sys.executable
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may write everywhere, and there is no setpriv")
        prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        fits = "import sys; sys.exit(sys.version_info < (3, 11))"
        for python in (sys.executable, "/usr/bin/python3"):  # the first in root's home?
            command = [*prefix, "bash", "-c", f"{python} -c '{fits}'"]
            if not subprocess.run(command, cwd="/").returncode:
                break
        else:
            pytest.skip("nobody may not start any fitting Python here")
    with tempfile.TemporaryDirectory(prefix="course-nobody-") as folder:
        Path(folder).chmod(0o755)
        yield prefix, python, Path(folder)


@POSIX
def test_a_folder_that_is_yours_and_closed(nobody):
    prefix, python, folder = nobody
    repo = make_repo(folder)
    lock(repo, NBCLIENT)
    if prefix:
        subprocess.run(["chown", "-R", "65534", str(repo)], check=True)
    (repo / "notebooks").chmod(0o555)
    home = {"HOME": repo, "COURSE_STATE": repo / ".course"}
    look = f"{python} -B -m course doctor"
    before = typed(repo, look, prefix=prefix, **home)
    assert "cannot write to notebooks/" in before.stdout
    after = typed(repo, cure(before), look, prefix=prefix, **home)
    assert "chmod" in cure(before) and "W" not in letters(after)


@POSIX
def test_a_folder_that_belongs_to_another_user(nobody):
    prefix, python, folder = nobody
    repo = make_repo(folder)
    lock(repo, NBCLIENT)
    if not prefix:
        pytest.skip("it takes root to give a folder to another user")
    home = folder / "home"
    home.mkdir()
    os.chown(home, 65534, 65534)
    settings = {"HOME": home, "COURSE_STATE": repo / ".course", "USER": None}
    settings |= {"LOGNAME": None}
    look = f"{python} -B -m course doctor"
    before = typed(repo, look, prefix=prefix, **settings)
    assert "cannot write to" in before.stdout
    assert cure(before).startswith("sudo chown -R nobody ")
    sudo = folder / "sudo"  # the proofs are root already
    sudo.write_text('#!/bin/sh\nexec "$@"\n')
    sudo.chmod(0o755)
    path = os.pathsep.join([str(folder), os.environ["PATH"]])
    assert typed(repo, cure(before), PATH=path).returncode == 0
    after = typed(repo, look, prefix=prefix, **settings)
    assert "W" not in letters(after)


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_a_loopback_that_is_switched_off(repo):
    unshare = ["unshare", "--user", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*unshare, "true"]).returncode:
        pytest.skip("this machine gives no place without a network")
    if not shutil.which("ip"):
        pytest.skip("there is no `ip`, so no command is named")
    lock(repo, NBCLIENT)
    # A kernel needs the loopback, too: the one cure is for both.
    before = typed(repo, LOOK, prefix=unshare)
    assert "N" in letters(before), before.stdout
    finding = "Run: ip link set lo up"
    said = "from pathlib import Path; from course import _look_machine as m"
    ask = f'python -c "{said}; print(m.network(Path()).cure)"'
    assert typed(repo, ask, prefix=unshare).stdout.strip() == finding
    after = typed(repo, finding.removeprefix("Run: "), LOOK, prefix=unshare)
    assert letters(after) == "READY", after.stdout


@POSIX
def test_outside_of_the_environment(repo):
    lock(repo, NBCLIENT)
    borrowed(repo / ".venv")
    before = typed(repo, f"{BASE} -m course doctor")
    assert "E" in letters(before)
    assert cure(before) == ".venv/bin/python -m course doctor"
    assert letters(typed(repo, cure(before))) == "READY"


@POSIX
def test_another_python_than_the_locks(repo, tmp_path, monkeypatch):
    iniconfig(repo)
    monkeypatch.chdir(repo)
    monkeypatch.setattr(_look_machine, "OLDEST", (3, sys.version_info[1] + 1))
    monkeypatch.setattr(_look_machine, "NEWEST", (3, sys.version_info[1] + 2))
    monkeypatch.setenv("PATH", str(tmp_path))
    found = _look_machine.python(repo)
    assert not found.good and "Run:" not in found.cure
    assert "https://www.python.org/downloads/" in found.cure
    name = f"python3.{sys.version_info[1]}"
    (tmp_path / name).symlink_to(sys.executable)
    monkeypatch.setattr(_look_machine, "OLDEST", (3, sys.version_info[1]))
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    found = _look_machine.python(repo)
    assert found.cure == f"Run: make lab PYTHON={name}"


def test_what_no_command_cures(repo, monkeypatch):
    monkeypatch.setattr(_look_machine, "ENOUGH", 10**9)
    found = _look_machine.disk(repo)
    assert not found.good and "Run:" not in found.cure

    def nobody_answers(*_):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(_look_machine.urllib.request, "build_opener", nobody_answers)
    found = _look_machine.network(repo)
    assert not found.good and "Run:" not in found.cure

    def ill(root):
        return 1 / 0

    monkeypatch.setattr(doctor, "LOOKS", [("D", "disk", ill)])
    (found,) = doctor.examine(repo)
    assert "could not be looked at: division by zero" in found.sentence


def test_each_letter_has_a_test_of_its_cure():
    """Whoever adds a finding adds the proof of its cure: D has no command to prove."""
    text = Path(__file__).read_text(encoding="utf-8")
    proven = set(re.findall(r'cured\(\s*repo,\s*"(\w)"', text))
    proven |= set(re.findall(r'assert "(\w)" (?:not )?in letters', text))
    assert proven | {"V", "D"} == set(doctor.MEANINGS)


# --- the code ------------------------------------------------------------------------


def test_it_explains_a_code(repo):
    lock(repo, NBCLIENT)
    own = doctor.code([], repo)
    assert re.fullmatch(r"READY-[LMWO]\d\.\d+-[0-9a-f]{4}", own)
    assert doctor.code([Finding("K", False, "", "")], repo).startswith("K-")
    done = course(repo, "doctor", own)
    assert "the same requirements.txt as yours" in done.stdout
    done = course(repo, "doctor", "kp-w3.12-0000")
    assert done.stdout.splitlines() == [
        "Windows, Python 3.12",
        "another requirements.txt than yours: one copy is not up to date",
        doctor.MEANINGS["P"],
        doctor.MEANINGS["K"],
    ]


def test_the_looks_are_those_that_a_reader_is_told_of():
    assert {letter for letter, _, _ in doctor.LOOKS} == set(doctor.MEANINGS)
    assert _look_packages.kernel in [look for _, _, look in doctor.LOOKS]
