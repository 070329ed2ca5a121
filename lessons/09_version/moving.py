"""Move a label, but only onto a version that is loaded, warm and good enough."""

from journal import write
from labels import write_labels
from promoting import NotMoved, moved, not_worse
from registry import versions


def move(shelf, label, version, rollback=False, share=0.0, shadow=False):
    """Let "champion" or "challenger" mean another version, for all workers.

    Raises NotMoved, and writes down why; then all is as it was.
    """
    try:
        with shelf.lock:
            shelf.follow()
            if version not in versions(shelf.registry):
                raise NotMoved(f"There is no version {version}.", status=404)
            shelf.refused.pop(version, None)  # who asks again gets another try
            if not (new := shelf.get(version)):
                raise NotMoved(
                    f"Version {version} is refused: {shelf.refused[version]}."
                )
            if label == "champion" and not rollback:
                not_worse(new, shelf.now.champion)
            labels = moved(shelf.labels, label, version)
            if label == "challenger":
                labels |= {"share": share, "shadow": shadow}
            write_labels(shelf.registry, labels)
            shelf.follow()
    except OSError as error:  # a full disk, say
        text = f"The labels cannot be written: {error.strerror}."
        write("not moved", label=label, version=version, why=text)
        raise NotMoved(text, status=503) from error
    except NotMoved as error:
        write("not moved", label=label, version=version, why=str(error))
        raise
    write("moved", label=label, version=version, share=share, shadow=shadow)
