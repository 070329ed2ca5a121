"""What is written down about answers, for the comparison of versions."""

from journal import write


def leave_traces(now, answer):
    """Write down an answer and, in its shadow, what the challenger would have said."""
    model, movies = answer["model"], [each["movie"] for each in answer["movies"]]
    facts = {"user": answer["user"], "version": model["version"]}
    write("answer", **facts, label=model["label"], movies=movies)
    shadow = now.challenger
    if now.shadow and shadow and shadow.version != model["version"]:
        try:
            _, theirs = shadow.recommend(answer["user"])
        except Exception as error:  # nobody sees it, and nobody may suffer from it
            return write("shadow failed", **facts, error=repr(error))
        theirs = [each["movie"] for each in theirs[: len(movies)]]
        facts |= {"shadow": shadow.version, "movies": theirs}
        write("shadow", **facts, same=len({*theirs} & {*movies}))
