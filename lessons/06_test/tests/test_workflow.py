"""What a push runs is what the README says, and does not pass by itself."""

import re

import yaml

from app.passport import PROJECT


def test_ci_runs_what_the_readme_says():
    workflow = PROJECT / ".github/workflows/tests.yml"
    steps = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]["tests"]["steps"]
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands = [step["run"] for step in steps if "run" in step]
    assert len(commands) == 3
    assert all(re.search(rf"^{re.escape(c)}$", readme, re.MULTILINE) for c in commands)
