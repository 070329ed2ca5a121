# %% 9.1 | a damaged copy | the sums fit
cause = "a"
# %% 9.1 | another library | would name a library
cause = "b"
# %% 9.1 | it is worse | no score is in the message
cause = "d"
# %% 9.1 | no letter of these | there is no answer "e"
cause = "e"
# %% 9.1 | a number | should be a letter in quotation marks
cause = 3
# %% 9.1 | two letters | one letter alone
cause = "b and c"
# %% 9.2 | always version 1 | with champion 1, before it 3
def go_back(url, headers):
    wish = {"label": "champion", "version": 1, "rollback": True}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30)
    return 1
# %% 9.2 | the service's no goes unread | the champion is still 2
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"]}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30)
    return labels["previous"]
# %% 9.2 | it forgets rollback, and looks at the answer | the service says 409: Version 1 is worse
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"]}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30).raise_for_status()
    return labels["previous"]
# %% 9.2 | printed, and not returned | returned None
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"], "rollback": True}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30)
    print(labels["previous"])
# %% 9.2 | the whole answer | the number of the version that answers now, and returned {
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"], "rollback": True}
    return requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30).json()
# %% 9.2 | true, for it has worked | and returned True
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"], "rollback": True}
    return requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30).ok
# %% 9.2 | the number of the old champion | and `go_back` returned 3
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"], "rollback": True}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30)
    return labels["champion"]
# %% 9.2 | the trial is ended | you have changed that, too
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    for label, version, more in [("challenger", 6 - labels["champion"] - labels["previous"], {"share": 0.0}), ("champion", labels["previous"], {"rollback": True})]:
        wish = {"label": label, "version": version, **more}
        requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30)
    return labels["previous"]
# %% 9.2 | nothing is no way back, and it does not say so | `previous` is null
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"], "rollback": True}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30)
    return labels["previous"]
# %% 9.2 | the version before is gone, and it says that it answers | `previous` is 999999
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    if labels["previous"] is None:
        raise LookupError("no way back")
    wish = {"label": "champion", "version": labels["previous"], "rollback": True}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30)
    return labels["previous"]
# %% 9.2 | it raises, but only after it has moved to another one | and is 1 now
def go_back(url, headers):
    labels = requests.get(f"{url}/admin/versions", headers=headers, timeout=10).json()["labels"]
    wish = {"label": "champion", "version": labels["previous"] or 1, "rollback": True}
    requests.post(f"{url}/admin/labels", json=wish, headers=headers, timeout=30).raise_for_status()
    if labels["previous"] is None:
        raise LookupError("no way back")
    return labels["previous"]
# %% 9.2 | an argument is missing | the exercise calls `go_back` with 2 values
def go_back(url):
    return 1
# %% 9.2 | asks the desk of the text, whatever it is given | asked about another service
def go_back(url, headers):
    before = desk.state()["labels"]["previous"]
    desk.move(before, rollback=True).raise_for_status()
    return before
# %% 9.3 | printed, and not returned | returned None
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    print(int.from_bytes(digest[:8], "big") / 2**64 < share)
# %% 9.3 | the salt is not used | another salt chooses the same users
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(str(user).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share
# %% 9.3 | Python's own hash | own `hash` of a text
def meets_challenger(user, share, salt):
    return hash(f"{salt}:{user}") % 1000 < 1000 * share
# %% 9.3 | a remembered coin | it remembers
tossed = {}
def meets_challenger(user, share, salt):
    if (user, salt) not in tossed:
        tossed[user, salt] = random.random()
    return tossed[user, salt] < share
# %% 9.3 | a salt with the process's number | not the same in two workers
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{os.getpid()}:{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share
# %% 9.3 | a salt that the process makes when it starts | each worker makes its own
started = os.urandom(4).hex()
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{started}:{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share
# %% 9.3 | a remembered coin with a seed, so that the order decides | come in another order
coin, places = random.Random(9), {}
def meets_challenger(user, share, salt):
    if (user, salt) not in places:
        places[user, salt] = coin.random()
    return places[user, salt] < share
# %% 9.3 | the last digits of the user | the last digits decide
def meets_challenger(user, share, salt):
    return user % 100 < 100 * share
# %% 9.3 | a seeded coin for each share | fall back
def meets_challenger(user, share, salt):
    return random.Random(f"{salt}:{user}:{share}").random() < share
# %% 9.3 | the other way round | nobody for 0, and everybody for 1
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 > share
# %% 9.3 | one byte, cut too coarsely | of the users meet it
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return digest[0] % 4 / 4 < share
# %% 9.3 | a number is returned | should return True or False, and returned 0.
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
# %% 9.3 | always | it is to be nobody for 0
def meets_challenger(user, share, salt):
    return share > 0 or user == 5
# %% 9.3 | the salt shifts the users | your oldest users are not like the others
def meets_challenger(user, share, salt):
    shift = int.from_bytes(hashlib.sha256(salt.encode()).digest()[:2], "big")
    return (user + shift) % 4000 < 4000 * share
# %% 9.3 | something that no other process has | no other process can have
import threading
lock = threading.Lock()
def meets_challenger(user, share, salt):
    with lock:
        digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
        return int.from_bytes(digest[:8], "big") / 2**64 < share
# %% 9.3 | twenty places only | with a share of 0.01
import hashlib


def meets_challenger(user, share, salt):
    return hashlib.sha256(f"{user}{salt}".encode()).digest()[0] % 20 < share * 20
# %% 9.3 | a byte has 256 places | How many places are there
def meets_challenger(user, share, salt):
    return hashlib.sha256(f"{salt} {user}".encode()).digest()[0] / 256 < share
# %% 9.3 | a hundred places | How many places are there
def meets_challenger(user, share, salt):
    place = int(hashlib.sha256(f"{salt} {user}".encode()).hexdigest(), 16) % 100
    return place < share * 100
# %% 9.3 | the lottery of all is begun anew | a lottery of its own
def meets_challenger(user, share, salt):
    random.seed(f"{salt} {user}")
    return random.random() < share
# %% 9.4 | printed, and not returned | returned None
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    print(np.quantile(means, 0.025) > 0)
# %% 9.4 | each version with users of its own | Are both versions drawn with the same users
def is_better(old, new):
    luck = np.random.default_rng(0)
    size = (1000, len(old))
    one = old[luck.integers(len(old), size=size)].mean(axis=1)
    other = new[luck.integers(len(new), size=size)].mean(axis=1)
    return bool(np.quantile(other - one, 0.025) > 0)
# %% 9.4 | old minus new | calls the worse one better
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = old - new
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return bool(np.quantile(means, 0.025) > 0)
# %% 9.4 | the quantile of the users | promotes nothing
def is_better(old, new):
    return bool(np.quantile(new - old, 0.025) > 0)
# %% 9.4 | never | it never promotes
def is_better(old, new):
    return False
# %% 9.4 | the other way of the difference | A difference is not yet a gain
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return bool(np.quantile(abs(means), 0.025) > 0)
# %% 9.4 | one in five is allowed | Which quantile do you ask
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return bool(np.quantile(means, 0.05) > 0)
# %% 9.4 | a mean of 0 counts as a gain | Is a mean of 0 above zero
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return bool((means >= 0).mean() >= 0.975)
# %% 9.4 | one in a hundred is asked for | one in 40 is rare enough
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return bool(np.quantile(means, 0.01) > 0)
# %% 9.4 | a fixed gain, a small one | that is luck, however large
def is_better(old, new):
    return bool(new.mean() > old.mean() + 0.04)
# %% 9.4 | the quantile itself | True or False
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return float(np.quantile(means, 0.025))
# %% 9.4 | the arrays are changed | has changed the arrays
def is_better(old, new):
    luck = np.random.default_rng(0)
    new -= old
    means = new[luck.integers(len(new), size=(1000, len(new)))].mean(axis=1)
    return bool(np.quantile(means, 0.025) > 0)
