# %% 9.1 | a damaged copy | the sums fit
cause = "a"
# %% 9.1 | another library | would name a library
cause = "b"
# %% 9.1 | it is worse | no score is in the message
cause = "d"
# %% 9.2 | the salt is not used | another salt chooses the same users
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(str(user).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share
# %% 9.2 | Python's own hash | another one in each process
def meets_challenger(user, share, salt):
    return hash(f"{salt}:{user}") % 1000 < 1000 * share
# %% 9.2 | the last digits of the user | the last digits decide
def meets_challenger(user, share, salt):
    return user % 100 < 100 * share
# %% 9.2 | a seeded coin for each share | fall back
def meets_challenger(user, share, salt):
    return random.Random(f"{salt}:{user}:{share}").random() < share
# %% 9.2 | the other way round | nobody, and with a share of 1 everybody
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 > share
# %% 9.2 | one byte, cut too coarsely | of the users meet it
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return digest[0] % 4 / 4 < share
# %% 9.2 | a number is returned | True or False
def meets_challenger(user, share, salt):
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
# %% 9.2 | the salt shifts the users | your oldest users are not like the others
def meets_challenger(user, share, salt):
    shift = int.from_bytes(hashlib.sha256(salt.encode()).digest()[:2], "big")
    return (user + shift) % 4000 < 4000 * share
# %% 9.3 | the old one goes first | the old file is gone
def save_labels(file, labels):
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(labels), encoding="utf-8")
    os.remove(file)
    os.rename(draft, file)
# %% 9.3 | the draft stays when the disk is full | half a draft is left
def save_labels(file, labels):
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(labels), encoding="utf-8")
    os.replace(draft, file)
# %% 9.3 | a draft elsewhere | lies in another folder
def save_labels(file, labels):
    draft = Path(tempfile.mkdtemp()) / "draft"
    draft.write_text(json.dumps(labels), encoding="utf-8")
    os.replace(draft, file)
# %% 9.3 | the error is swallowed | was not told
def save_labels(file, labels):
    draft = file.with_suffix(".draft")
    try:
        draft.write_text(json.dumps(labels), encoding="utf-8")
        os.replace(draft, file)
    except OSError:
        draft.unlink(missing_ok=True)
# %% 9.3 | a copy for safety | something left
def save_labels(file, labels):
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(labels), encoding="utf-8")
    backup = file.with_suffix(".old")
    backup.write_bytes(file.read_bytes())
    os.replace(draft, file)
# %% 9.3 | a text, and no JSON | no JSON
def save_labels(file, labels):
    draft = file.with_suffix(".draft")
    draft.write_text(str(labels), encoding="utf-8")
    os.replace(draft, file)
# %% 9.4 | each version with users of its own | drawn with the same users
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
# %% 9.4 | the other quantile | A difference is not yet a gain
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return bool(np.quantile(abs(means), 0.025) > 0)
# %% 9.4 | one in five is allowed | the 2.5 % quantile
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return bool(np.quantile(means, 0.2) > 0)
# %% 9.4 | the quantile itself | True or False
def is_better(old, new):
    luck = np.random.default_rng(0)
    gain = new - old
    means = gain[luck.integers(len(gain), size=(1000, len(gain)))].mean(axis=1)
    return float(np.quantile(means, 0.025))
