"""The commands of a README: those that are run, in their order, and what they print.

A block in bash is run as it stands; a block that asks the service (it names client.py
or an address of this machine) is followed by a block with its answer. What cannot be
run here says so: a line in it is the comment `# needs the internet`.
"""

import json
import re
import shlex

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = ("bash", "sh", "shell")
ASKS = re.compile(r"\bclient\.py\b|http://(127\.0\.0\.1|localhost)\b|\bfrom client\b")
# Each README begins with the same lines: an environment of its own, and what goes in.
SET_UP = re.compile(
    r"(python3?|py) -m venv .*|(\.|source) \S+activate|\S+[\\/][Aa]ctivate(\.\w+)?"
    r"|(python3? -m )?pip install -r requirements\.txt"
)


def blocks(text):
    """[(language, code)] of all fenced blocks."""
    return FENCED.findall(text)


def commands(code):
    """The lines of a block that are to be run; a line that ends in \\ goes on."""
    if "# needs the internet" in code:
        return []
    lines = re.sub(r"\\\n", " ", code).splitlines()
    return [line for line in lines if shlex.split(line, comments=True)]


def asks(language, code):
    """Does the block put a question to the running service?"""
    return language in (*RUN, "python") and "uvicorn" not in code and ASKS.search(code)


def set_up(text):
    """The commands that make an environment, as they stand."""
    found = [commands(code) for language, code in blocks(text) if language in RUN]
    return [line for lines in found for line in lines if SET_UP.fullmatch(line.strip())]


def to_run(text):
    """The commands to run in that environment, but for the questions."""
    found = []
    for language, code in blocks(text):
        if language in RUN and not asks(language, code):
            found += [
                line for line in commands(code) if not SET_UP.fullmatch(line.strip())
            ]
    return found


def questions(text):
    """[(language, code, its answer)]; an answer of None is in the code's comments."""
    found, all_of_them = [], blocks(text)
    for i, (language, code) in enumerate(all_of_them):
        if asks(language, code):
            answer = None
            if i + 1 < len(all_of_them) and all_of_them[i + 1][0] in (
                "json",
                "text",
                "",
            ):
                answer = all_of_them[i + 1][1]
            found.append((language, code, answer))
    return found


def same(said, promised):
    """Is this the answer, as JSON where it is JSON, and otherwise letter for letter?"""
    try:
        return json.loads(said) == json.loads(promised)
    except ValueError:
        return said.strip().splitlines() == promised.strip().splitlines()
