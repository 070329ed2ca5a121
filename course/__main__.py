"""The course in the terminal: python -m course list, check, new, reset, doctor, …"""

import argparse
import os
import signal
import sys

from course import catalog
from course._settings import at_home, is_home
from course._terminal import Progress, Sorry, speak_utf8, wrapped

ABOUT = "Look after the course from the terminal, in the course's own folder."
LESSON = "a lesson's number, such as 3"


def main(arguments=None):
    """Run one command; return the exit status: 0, 1 (not yet, failed) or 2 (usage)."""
    speak_utf8()
    if os.name != "nt" and not is_home(os.environ.get("HOME", "")):
        os.environ["COURSE_HOME"] = os.environ.get("HOME", "")  # for the doctor to tell
        at_home(os.environ)
    # Ended from outside, leave as after Ctrl-C: servers, kernels and copies tidied up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = _parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help(sys.stderr)
        return 2
    try:
        status = options.run(options) or 0
        sys.stdout.flush()  # here, where a reader that has gone is no surprise
        return status
    except catalog.UnknownLesson as error:
        return _sorry(error.args[0], 2)
    except Sorry as error:
        return _sorry(error, error.status)
    except ImportError as error:
        return _sorry(f"{error}, in {sys.executable}. Run: python -m course doctor")
    except BrokenPipeError:  # the reader of our output has seen enough: ... | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        return _sorry(f"{error.filename or 'The machine'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130


def _parser():
    parser = argparse.ArgumentParser("python -m course", description=ABOUT)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(run, text):
        name = run.__name__.strip("_")
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    command(_list, "show the lessons, their minutes, and what you have solved")
    added = command(_check, "run your notebook of a lesson and check its exercises")
    added.add_argument("lesson", metavar="N", help=LESSON)
    text = "how long one cell may take (60)"
    added.add_argument("--seconds", type=int, default=60, help=text)
    added = command(_new, "copy a lesson as a project of your own")
    added.add_argument("lesson", metavar="N", help=LESSON)
    added.add_argument("folder", metavar="FOLDER", help="where to; it is made")
    added = command(_reset, "put a lesson back as published; yours is kept beside it")
    added.add_argument("lesson", metavar="N", help=LESSON)
    added = command(_doctor, "look at this machine: is it ready for the course?")
    added.add_argument("code", metavar="CODE", nargs="?", help="a code to put in words")
    command(_walk, "train, save, serve and call, all in this terminal")
    command(_mend, "put the packages of this Python back as the lock has them")
    return parser


def _list(options):
    done = _solved()
    part, open_ones = None, []
    for one in catalog.LESSONS:
        if one.part != part:
            part = one.part
            print(f"\n{part}" if one.number > 1 else part)
        state = "(not there yet)"
        if one.exists():
            numbers = one.exercises()
            open_ones += [(n, one) for n in numbers if n not in done]
            count = sum(number in done for number in numbers)
            state = f"{one.minutes() or '?'} min  {count} of {len(numbers)} solved"
        print(f"  {one.number:2}  {one.name:8}  {state:21}  {one.promise}")
    if open_ones:
        number, one = open_ones[0]
        print(f"\nNext: exercise {number}, in notebooks/{one.title}.ipynb")


def _solved():
    from course.exercises import solved

    done = solved()
    return done if isinstance(done, dict) else {}


def _check(options):
    from course._check import check

    if options.seconds < 1:
        raise Sorry("--seconds is a whole number from 1 up.", 2)
    one = catalog.lesson(options.lesson)
    return 0 if check(one, catalog.ROOT, options.seconds) else 1


def _new(options):
    from course._copies import new

    one = catalog.lesson(options.lesson)
    commands, notes = new(one, options.folder, catalog.ROOT)
    for note in notes:
        print(wrapped(note, sys.stdout))
    print(f"Lesson {one.number} ({one.name}) is now your project. Next:\n")
    print("\n".join(f"    {command}" for command in commands))


def _reset(options):
    from course._reset import reset

    one = catalog.named(options.lesson)
    ref, places, kept = reset(one, catalog.ROOT)
    if not places:
        print(f"Lesson {one.number} is as published ({ref}); nothing to do.")
        return
    print(f"As published ({ref}): {' and '.join(places)}")
    if kept:
        print(f"Yours is kept as:  {' and '.join(kept)}")
    if any(place.endswith(".ipynb") for place in places):
        print("Is it open in JupyterLab? Choose File > Reload Notebook from Disk.")


def _doctor(options):
    from course import doctor

    if options.code:
        try:
            print("\n".join(doctor.explain(options.code)))
        except ValueError as error:
            raise Sorry(error, 2) from None
        return None
    findings = []
    with Progress("looking") as progress:

        def note(text):
            progress.note = text

        for finding in doctor.examine(note=note):
            findings.append(finding)
            progress.say(f"{'✓' if finding.good else '✗'} {finding.sentence}")
    bad = sorted(
        (finding for finding in findings if not finding.good),
        key=lambda finding: list(doctor.MEANINGS).index(finding.letter),
    )
    last = f"First: {bad[0].cure}" if bad else "ready"
    print("\n" + wrapped(last, sys.stdout))
    print(f"code: {doctor.code(findings)}")
    return 1 if bad else 0


def _walk(options):
    from course.walk import walk

    walk()


def _mend(options):
    from course._mend import listed, mend

    found, trouble = mend()
    if trouble:
        raise Sorry("\n".join(trouble))
    if found:
        print(wrapped(f"Put right: {listed(found)}.", sys.stdout))
    print("The packages are as the lock has them.")


def _sorry(text, status=1):
    print(wrapped(text, sys.stderr), file=sys.stderr)
    return status


if __name__ == "__main__":
    if os.name != "nt" and sys.getfilesystemencoding() != "utf-8":
        # A locale of Latin-1 would make other names of what files are called.
        command = [sys.executable, "-X", "utf8", "-m", "course", *sys.argv[1:]]
        os.execv(sys.executable, command)
    sys.exit(main())
