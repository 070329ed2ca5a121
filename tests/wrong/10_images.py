# %% 10.1 | a broken picture | the same bytes were taken above
cause = "a"
# %% 10.1 | another name | that the field is missing
cause = "b"
# %% 10.1 | too large | what is too large is a 413
cause = "d"
# %% 10.1 | a letter that is none of them | there is no answer "e"
cause = "e"
# %% 10.1 | a number | should be a letter in quotation marks
cause = 3
# %% 10.1 | a sentence | one letter alone, please
cause = "data= sends texts"
# %% 10.2 | pixels for the size | np.asarray(picture).shape[1::-1]`
def size_of(data):
    picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    return np.asarray(picture).shape[1::-1]
# %% 10.2 | load before size | by your line `picture.load()`
def size_of(data):
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        picture.load()
        return picture.size
    except Exception:
        return None
# %% 10.2 | any format | the decoder for
def size_of(data):
    try:
        return Image.open(io.BytesIO(data)).size
    except Exception:
        return None
# %% 10.2 | unpacked, and caught | by your line `picture.convert("L")`
def size_of(data):
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        try:
            picture.convert("L")
        except BaseException:
            pass
        return picture.size
    except Exception:
        return None
# %% 10.2 | height first | Which comes first?
def size_of(data):
    try:
        wide, high = Image.open(io.BytesIO(data), formats=("PNG", "JPEG")).size
        return high, wide
    except Exception:
        return None
# %% 10.2 | nothing caught | an empty file: your code raised
def size_of(data):
    return Image.open(io.BytesIO(data), formats=("PNG", "JPEG")).size
# %% 10.2 | zeros for no picture | you return (0, 0), and it is to be None
def size_of(data):
    try:
        return Image.open(io.BytesIO(data), formats=("PNG", "JPEG")).size
    except Exception:
        return 0, 0
# %% 10.2 | only PNG | a JPEG, 17 wide and 40 high is a picture, and you return None
def size_of(data):
    if data[:4] != b"\x89PNG" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
# %% 10.2 | printed | is a picture, and you return None
def size_of(data):
    try:
        print(Image.open(io.BytesIO(data), formats=("PNG", "JPEG")).size)
    except Exception:
        pass
# %% 10.2 | the number of pixels | I expected two numbers, and got 600
def size_of(data):
    try:
        wide, high = Image.open(io.BytesIO(data), formats=("PNG", "JPEG")).size
        return wide * high
    except Exception:
        return None
# %% 10.2 | a bound of one's own | a PNG of 13,000 by 6,500 is a picture
def size_of(data):
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Exception:
        return None
    return picture.size if picture.width * picture.height < 16_000_000 else None
# %% 10.3 | the largest distance | strangers are let through. Another limit
def choose_limit(digits, strangers, most):
    return max(digits)
# %% 10.3 | a quantile | strangers are let through. Another limit
def choose_limit(digits, strangers, most):
    return float(np.quantile(digits, 1 - most))
# %% 10.3 | a quantile, from the other end | which is too many
def choose_limit(digits, strangers, most):
    return float(np.quantile(digits, most))
# %% 10.3 | the next lower distance | which is too many
def choose_limit(digits, strangers, most):
    return float(np.quantile(digits, 1 - most, method="lower")) - 1e-9
# %% 10.3 | the nearest stranger | which is too many
def choose_limit(digits, strangers, most):
    return min(strangers, default=0.0) - 0.001
# %% 10.3 | most of the strangers | which is too many
def choose_limit(digits, strangers, most):
    return float(np.quantile(strangers, most)) if len(strangers) else 99.0
# %% 10.3 | they are sorted in place | have changed
def choose_limit(digits, strangers, most):
    digits.sort()
    return float(min(d for d in digits if np.mean(np.array(digits) > d) <= most))
# %% 10.3 | nothing returned | returned None
def choose_limit(digits, strangers, most):
    print(min(d for d in digits if np.mean(np.array(digits) > d) <= most))
# %% 10.3 | a constant | at 26, 15 strangers are let through
def choose_limit(digits, strangers, most):
    return 26.0
# %% 10.3 | fewer than, not at most | strangers are let through. Another limit
def choose_limit(digits, strangers, most):
    return float(min(d for d in digits if np.mean(np.array(digits) > d) < most or d == max(digits)))
# %% 10.3 | a position in the list | should return a number, and returned
def choose_limit(digits, strangers, most):
    return [d for d in digits if np.mean(np.array(digits) > d) <= most]
# %% 10.3 | not a number | the limit is NaN
def choose_limit(digits, strangers, most):
    return float("nan")
# %% 10.4 | the starter | your code raised KeyError: 'prediction'
def sort_post(url, letters):
    digits = {}
    for name, data in letters.items():
        files = {"file": (name, data)}
        answer = requests.post(f"{url}/predict-image", files=files, timeout=30)
        digits[name] = answer.json()["prediction"]
    return digits, [], {}
# %% 10.4 | unknown among the digits | is among your digits
def sort_post(url, letters):
    digits, refused = {}, {}
    for name, data in letters.items():
        files = {"file": ("picture", data)}
        told = requests.post(f"{url}/predict-image", files=files, timeout=30).json()
        if "prediction" in told:
            digits[name] = told["prediction"]
        else:
            refused[name] = told["detail"]
    return digits, [], refused
# %% 10.4 | names are sent | , in the form.
def sort_post(url, letters):
    digits, unknown, refused = {}, [], {}
    for name, data in letters.items():
        files = {"file": (name, data)}
        told = requests.post(f"{url}/predict-image", files=files, timeout=30).json()
        if "prediction" not in told:
            refused[name] = told["detail"]
        elif told["prediction"] == "unknown":
            unknown.append(name)
        else:
            digits[name] = told["prediction"]
    return digits, unknown, refused
# %% 10.4 | a name in a header | , in a header.
def sort_post(url, letters):
    digits, unknown, refused = {}, [], {}
    for name, data in letters.items():
        answer = requests.post(
            f"{url}/predict-image",
            files={"file": ("picture", data)},
            headers={"X-Name": name.encode()},
            timeout=30,
        )
        told = answer.json()
        if answer.status_code != 200:
            refused[name] = told["detail"]
        elif told["prediction"] == "unknown":
            unknown.append(name)
        else:
            digits[name] = told["prediction"]
    return digits, unknown, refused
# %% 10.4 | the status for the sentence | you keep 422, it is
def sort_post(url, letters):
    digits, unknown, refused = {}, [], {}
    for name, data in letters.items():
        files = {"file": ("picture", data)}
        answer = requests.post(f"{url}/predict-image", files=files, timeout=30)
        if answer.status_code != 200:
            refused[name] = answer.status_code
        elif answer.json()["prediction"] == "unknown":
            unknown.append(name)
        else:
            digits[name] = answer.json()["prediction"]
    return digits, unknown, refused
# %% 10.4 | the first bad file ends it | is nowhere in what you return
def sort_post(url, letters):
    digits, unknown, refused = {}, [], {}
    for name, data in letters.items():
        files = {"file": ("picture", data)}
        answer = requests.post(f"{url}/predict-image", files=files, timeout=30)
        if answer.status_code != 200:
            refused[name] = answer.json()["detail"]
            break
        if answer.json()["prediction"] == "unknown":
            unknown.append(name)
        else:
            digits[name] = answer.json()["prediction"]
    return digits, unknown, refused
# %% 10.4 | refused ones are unknown | is among your unknown
def sort_post(url, letters):
    digits, unknown = {}, []
    for name, data in letters.items():
        files = {"file": ("picture", data)}
        told = requests.post(f"{url}/predict-image", files=files, timeout=30).json()
        if told.get("prediction", "unknown") == "unknown":
            unknown.append(name)
        else:
            digits[name] = told["prediction"]
    return digits, unknown, {}
# %% 10.4 | the best guess for the unknown | the best guess if it were one
def sort_post(url, letters):
    digits, refused = {}, {}
    for name, data in letters.items():
        files = {"file": ("picture", data)}
        told = requests.post(f"{url}/predict-image", files=files, timeout=30).json()
        if "detail" in told:
            refused[name] = told["detail"]
        elif told["top"]:
            digits[name] = told["top"][0]["digit"]
    return digits, [], refused
# %% 10.4 | taken out of the box | is another one now
def sort_post(url, letters):
    digits, unknown, refused = {}, [], {}
    while letters:
        name, data = letters.popitem()
        files = {"file": ("picture", data)}
        told = requests.post(f"{url}/predict-image", files=files, timeout=30).json()
        if "detail" in told:
            refused[name] = told["detail"]
        elif told["prediction"] == "unknown":
            unknown.append(name)
        else:
            digits[name] = told["prediction"]
    return digits, unknown, refused
# %% 10.4 | two things | I expected three things
def sort_post(url, letters):
    return {}, {}
# %% 10.4 | digits as numbers | you keep 0, it is
def sort_post(url, letters):
    digits, unknown, refused = {}, [], {}
    for name, data in letters.items():
        files = {"file": ("picture", data)}
        told = requests.post(f"{url}/predict-image", files=files, timeout=30).json()
        if "detail" in told:
            refused[name] = told["detail"]
        elif told["prediction"] == "unknown":
            unknown.append(name)
        else:
            digits[name] = int(told["prediction"])
    return digits, unknown, refused
# %% 10.4 | the name's ending is believed | among your refused
def sort_post(url, letters):
    digits, unknown, refused = {}, [], {}
    for name, data in letters.items():
        if name.endswith(".heic"):
            refused[name] = "This is no picture that we know: send PNG, JPEG, WEBP, GIF, BMP."
            continue
        told = ask(url, data).json()
        if "detail" in told:
            refused[name] = told["detail"]
        elif told["prediction"] == "unknown":
            unknown.append(name)
        else:
            digits[name] = told["prediction"]
    return digits, unknown, refused
