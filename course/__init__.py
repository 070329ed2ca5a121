"""What the notebooks import: serve and show a project, check an exercise, build models.

Importing this package costs nothing and needs only the standard library; each name
below is loaded when it is first used.
"""

import os
from importlib import import_module

from course._settings import near

_WHERE = {
    "serve": "course.server",
    "check": "course.exercises",
    "hint": "course.exercises",
    "need": "course.needs",
    "show": "course._show",
    "need_packages": "course.needs",
}
__all__ = list(_WHERE)


def __getattr__(name):
    if name not in _WHERE:
        raise AttributeError(f"module 'course' has no attribute {name!r}")
    # A proxy has no business with servers on this machine: not in a notebook that uses
    # a name from here, nor in what it starts.
    near(os.environ)
    return getattr(import_module(_WHERE[name]), name)
