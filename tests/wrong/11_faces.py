# %% 11.1 | nobody may come in | A larger one of their distances lets in more
def strict_enough(enrolled, visitors, share):
    return 0.0
# %% 11.1 | all pairs | of the strangers are let in
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2)
    return float(np.quantile(far, share, method="lower"))
# %% 11.1 | a quantile between two | it is no distance of a stranger
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).min(axis=1)
    good = [d for d in far if (far <= d).mean() <= share]
    return float(max(good, default=0.0)) + 1e-4 * bool(good)
# %% 11.1 | the first that lets too many in | 5 enrolled, 40 strangers, share=0.1: at 1.018, 12%
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).min(axis=1)
    return float(min([d for d in far if (far <= d).mean() > share], default=far.max()))
# %% 11.1 | the farthest counts | at 1.399, 98%
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).max(axis=1)
    return float(np.quantile(far, share, method="lower"))
# %% 11.1 | no share, an error | your code raised ValueError: max()
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).min(axis=1)
    return max(d for d in far if (far <= d).mean() <= share)
# %% 11.1 | no share, the smallest | even the nearest lets too many in
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).min(axis=1)
    good = [d for d in far if (far <= d).mean() <= share]
    return max(good, default=far.min() / 2)
# %% 11.1 | ties | strangers, share=0.5: at 1.414, 100%
def strict_enough(enrolled, visitors, share):
    far = np.sort(np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).min(axis=1))
    count = int(share * len(far) + 1e-9)
    return far[count - 1] if count else 0.0
# %% 11.1 | sorted in place | have changed
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).min(axis=1)
    visitors.sort(axis=0)
    good = [d for d in far if (far <= d).mean() <= share]
    return max(good, default=0.0)
# %% 11.1 | printed | Does it print where it should return
def strict_enough(enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2).min(axis=1)
    print(max([d for d in far if (far <= d).mean() <= share], default=0.0))
# %% 11.1 | not a number | NaN is no threshold
def strict_enough(enrolled, visitors, share):
    return float("nan")
# %% 11.2 | damaged | a damaged file would be no database
cause = "a"
# %% 11.2 | make it anew | are there any left?
cause = "b"
# %% 11.2 | keys of clients | Whose key does the message name?
cause = "d"
# %% 11.2 | none of them | there is no answer "e"
cause = "e"
# %% 11.2 | a number | should be a letter in quotation marks
cause = 3
# %% 11.2 | a sentence | one letter alone, please
cause = "the key is another one"
# %% 11.3 | secure, and the WAL | no row has the name any more, but shop.db has, in
def forget(file, name):
    database = sqlite3.connect(file)
    database.execute("PRAGMA secure_delete = ON")
    with database:
        rows = database.execute("DELETE FROM customer WHERE name = ?", [name])
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return rows.rowcount
# %% 11.3 | VACUUM alone | but shop.db-wal has, in a shop with a WAL.
def forget(file, name):
    database = sqlite3.connect(file)
    with database:
        rows = database.execute("DELETE FROM customer WHERE name = ?", [name])
    database.execute("VACUUM")
    database.close()
    return rows.rowcount
# %% 11.3 | in a transaction | cannot VACUUM
def forget(file, name):
    database = sqlite3.connect(file)
    rows = database.execute("DELETE FROM customer WHERE name = ?", [name])
    database.execute("VACUUM")
    database.commit()
    return rows.rowcount
# %% 11.3 | names that contain it | is gone, and was not to be
def forget(file, name):
    database = sqlite3.connect(file)
    with database:
        rows = database.execute(
            "DELETE FROM customer WHERE name LIKE ?", [f"%{name}%"]
        )
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return rows.rowcount
# %% 11.3 | the name in the query | an apostrophe: your code raised
def forget(file, name):
    database = sqlite3.connect(file)
    with database:
        rows = database.execute(f"DELETE FROM customer WHERE name = '{name}'")
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return rows.rowcount
# %% 11.3 | overwritten, and kept | the other customers are not as they were
def forget(file, name):
    database = sqlite3.connect(file)
    with database:
        rows = database.execute(
            "UPDATE customer SET name = 'forgotten' WHERE name = ?", [name]
        )
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return rows.rowcount
# %% 11.3 | the file deleted | its file is gone
def forget(file, name):
    file.unlink()
    return 1
# %% 11.3 | not committed | is still a customer
def forget(file, name):
    database = sqlite3.connect(file)
    rows = database.execute("DELETE FROM customer WHERE name = ?", [name])
    database.close()
    return rows.rowcount
# %% 11.3 | whether, not how many | a whole number
def forget(file, name):
    database = sqlite3.connect(file)
    with database:
        rows = database.execute("DELETE FROM customer WHERE name = ?", [name])
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return rows.rowcount > 0
# %% 11.3 | one at most | you return 1, and 2 rows
def forget(file, name):
    database = sqlite3.connect(file)
    with database:
        rows = database.execute("DELETE FROM customer WHERE name = ?", [name])
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return min(rows.rowcount, 1)
# %% 11.4 | a new key for each try | each try said that it was a new request
import uuid


def enrol_once(url, key, name, pictures):
    for tries_left in (4, 3, 2, 1, 0):
        headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
        data = {"name": name, "consent": "2026-1"}
        files = [("files", ("picture", one)) for one in pictures]
        try:
            answer = requests.post(
                f"{url}/people", headers=headers, data=data, files=files, timeout=10
            )
            return answer.json()["id"]
        except requests.ConnectionError:
            if not tries_left:
                raise
# %% 11.4 | the name as the key | two calls with the same picture and name
def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": name.replace(" ", "-")}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (4, 3, 2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
            break
        except requests.RequestException:
            if not tries_left:
                raise
    if answer.status_code >= 400:
        raise ValueError(answer.json()["detail"])
    return answer.json()["id"]
# %% 11.4 | no key, looked up by name | nothing told the service that it was the same
def enrol_once(url, key, name, pictures):
    data = {"name": name, "consent": "2026-1"}
    for tries_left in (4, 3, 2, 1, 0):
        files = [("files", ("picture", one)) for one in pictures]
        try:
            answer = requests.post(
                f"{url}/people",
                headers={"X-API-Key": key},
                data=data,
                files=files,
                timeout=10,
            )
            return answer.json()["id"]
        except requests.RequestException:
            if not tries_left:
                raise
# %% 11.4 | without end | and you try 7 times, not five
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (6, 5, 4, 3, 2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
            break
        except requests.RequestException:
            if not tries_left:
                raise
    if answer.status_code >= 400:
        raise ValueError(answer.json()["detail"])
    return answer.json()["id"]
# %% 11.4 | three tries | answers lost: 2, requests lost: 1: your code raised
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
            break
        except requests.RequestException:
            if not tries_left:
                raise
    if answer.status_code >= 400:
        raise ValueError(answer.json()["detail"])
    return answer.json()["id"]
# %% 11.4 | None at the end | no answer ever comes, and you return None
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for _ in range(5):
        try:
            answer = requests.post(f"{url}/people", **parts)
        except requests.RequestException:
            continue
        if answer.status_code >= 400:
            raise ValueError(answer.json()["detail"])
        return answer.json()["id"]
# %% 11.4 | refusals tried again | what is refused was asked 5 times
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (4, 3, 2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
        except requests.RequestException:
            if not tries_left:
                raise
            continue
        if answer.ok:
            return answer.json()["id"]
    raise ValueError(answer.json()["detail"])
# %% 11.4 | raise_for_status | a text for a picture is refused: you raise HTTPError
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (4, 3, 2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
            break
        except requests.RequestException:
            if not tries_left:
                raise
    answer.raise_for_status()
    return answer.json()["id"]
# %% 11.4 | a sentence of one's own | What does the service say?
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (4, 3, 2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
            break
        except requests.RequestException:
            if not tries_left:
                raise
    if answer.status_code >= 400:
        raise ValueError("refused")
    return answer.json()["id"]
# %% 11.4 | the whole answer | and the id is another one
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    return requests.post(
        f"{url}/people", headers=headers, data=data, files=files, timeout=10
    ).json()
# %% 11.4 | the error swallowed and another raised | you raise RuntimeError
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for _ in range(5):
        try:
            answer = requests.post(f"{url}/people", **parts)
        except requests.RequestException:
            continue
        if answer.status_code >= 400:
            raise ValueError(answer.json()["detail"])
        return answer.json()["id"]
    raise RuntimeError("five tries")
# %% 11.4 | the first picture only | 1 of 3 pictures were enrolled
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1"}
    files = [("files", ("picture", one)) for one in pictures[:1]]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (4, 3, 2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
            break
        except requests.RequestException:
            if not tries_left:
                raise
    if answer.status_code >= 400:
        raise ValueError(answer.json()["detail"])
    return answer.json()["id"]
# %% 11.4 | pictures kept | which nobody has agreed to
import uuid


def enrol_once(url, key, name, pictures):
    headers = {"X-API-Key": key, "Idempotency-Key": str(uuid.uuid4())}
    data = {"name": name, "consent": "2026-1", "keep_pictures": "true"}
    files = [("files", ("picture", one)) for one in pictures]
    parts = {"headers": headers, "data": data, "files": files, "timeout": 10}
    for tries_left in (4, 3, 2, 1, 0):
        try:
            answer = requests.post(f"{url}/people", **parts)
            break
        except requests.RequestException:
            if not tries_left:
                raise
    if answer.status_code >= 400:
        raise ValueError(answer.json()["detail"])
    return answer.json()["id"]
