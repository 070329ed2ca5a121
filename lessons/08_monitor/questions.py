"""What is asked of the store."""

LATELY = "SELECT score, unknown FROM predictions ORDER BY at DESC LIMIT ?"
# Labels come late: a prediction counts for the day on which it was made.
BY_DAY = """
SELECT CAST((said.at - ?) / 86400 AS INTEGER) AS day, COUNT(*),
    SUM(said.spam AND was.spam), SUM(said.spam), SUM(was.spam)
FROM predictions AS said JOIN feedback AS was USING (id) GROUP BY day ORDER BY day
"""
TEXTS = "SELECT text, spam FROM feedback WHERE text IS NOT NULL ORDER BY at"


def lately(store, count):
    """{"score": …, "unknown": …} of the last `count` messages."""
    with store.open() as db:
        rows = db.execute(LATELY, [count]).fetchall()
    return {"score": [s for s, _ in rows], "unknown": [u for _, u in rows]}


def was_spam(store, table, id):
    """spam or ham; unknown where there is no such row, or no longer."""
    with store.open() as db:
        rows = db.execute(f"SELECT spam FROM {table} WHERE id = ?", [id]).fetchall()
    return ("ham", "spam")[rows[0][0]] if rows else "unknown"


def quality_by_day(store, start):
    """[(day, labels, precision, recall)]; None where there is nothing to divide by."""
    with store.open() as db:
        rows = db.execute(BY_DAY, [start]).fetchall()
    return [
        (day, labels, both / said if said else None, both / spam if spam else None)
        for day, labels, both, said, spam in rows
    ]


def reported(store):
    """[(text, is it spam)], where people sent the text along with its label."""
    with store.open() as db:
        return [(text, bool(spam)) for text, spam in db.execute(TEXTS)]
