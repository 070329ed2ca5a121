"""The fifteen lessons: their names, what each is for, and where its files lie."""

import json
import re
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

WALK = "The walk"
API = "An API that people can rely on"
WORLD = "A service in the world"


class UnknownLesson(LookupError):
    """No lesson goes by that number or name; the message says what there is."""


class Lesson(namedtuple("Lesson", "number name part promise")):
    """One lesson: its number, name, part of the course, and what you can do after."""

    __slots__ = ()

    @property
    def title(self):
        """The name that its folder and its notebooks share, such as 03_serve."""
        return f"{self.number:02}_{self.name}"

    def folder(self, root=ROOT):
        """Where its mini-project lies."""
        return Path(root, "lessons", self.title)

    def notebook(self, root=ROOT):
        """Where its text lies."""
        return Path(root, "notebooks", f"{self.title}.ipynb")

    def exists(self, root=ROOT):
        """Tell whether the lesson is there: its folder and its notebook."""
        return self.folder(root).is_dir() and self.notebook(root).is_file()

    def minutes(self, root=ROOT):
        """The minutes that its notebook asks for, or None where it names none."""
        found = re.search(r"\bTime: (\d+) min", self._prose(root))
        return int(found.group(1)) if found else None

    def exercises(self, root=ROOT):
        """The ids of its exercises in the notebook's order, such as ["3.1", "3.2"]."""
        pattern = rf"^### Exercise ({self.number}\.\d+)"
        found = re.findall(pattern, self._prose(root), re.MULTILINE)
        return list(dict.fromkeys(found))

    def _prose(self, root):
        try:
            cells = json.loads(self.notebook(root).read_text(encoding="utf-8"))["cells"]
            prose = [each["source"] for each in cells if each["cell_type"] != "code"]
        except (OSError, ValueError, LookupError, TypeError):
            return ""  # a list of lessons should not die of one damaged notebook
        return "\n".join("".join(source) for source in prose)


LESSONS = tuple(
    Lesson(number, name, part, promise)
    for number, (name, part, promise) in enumerate(
        [
            ("train", WALK, "train a model and know how good it is"),
            ("save", WALK, "save a model, and load it safely"),
            ("serve", WALK, "answer with predictions over HTTP"),
            ("call", WALK, "call an API and cope when it fails"),
            ("validate", API, "refuse bad input, abstain when unsure"),
            ("test", API, "find a wrong service behind green tests"),
            ("secure", API, "keep out strangers, floods and leaks"),
            ("monitor", API, "notice when the world has changed"),
            ("version", API, "update the model, not the app"),
            ("images", WORLD, "take pictures, and refuse the bad ones"),
            ("faces", WORLD, "enrol, recognise and forget people"),
            ("front", WORLD, "put a page and a gateway in front"),
            ("fast", WORLD, "measure first, then make it faster"),
            ("ship", WORLD, "ship a service that runs anywhere"),
            ("scale", WORLD, "outgrow one machine and survive its loss"),
        ],
        start=1,
    )
)


def there(root=ROOT):
    """The lessons that this copy of the course has."""
    return [lesson for lesson in LESSONS if lesson.exists(root)]


def named(text, root=ROOT):
    """Find any of the fifteen by "3", "03", "serve" or "03_serve", there or not."""
    for one in LESSONS:
        if text in (str(one.number), f"{one.number:02}", one.name, one.title):
            return one
    raise UnknownLesson(f"There is no lesson {text!r}. {_what_there_is(root)}")


def lesson(text, root=ROOT):
    """Find a lesson that is there; UnknownLesson when it is not."""
    one = named(text, root)
    if not one.exists(root):
        problem = f"Lesson {one.number} ({one.name}) is not there yet."
        raise UnknownLesson(f"{problem} {_what_there_is(root)}")
    return one


def _what_there_is(root):
    names = ", ".join(f"{one.number} {one.name}" for one in there(root))
    return f"There are: {names}." if names else "None is there yet."
