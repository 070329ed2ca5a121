# %% 12.1 | all of the address | http://digits.example/draw and http://digits.example/api
def same_origin(one, other):
    return one.rstrip("/") == other.rstrip("/")
# %% 12.1 | the hosts only | the schemes are two
def same_origin(one, other):
    return urlsplit(one).hostname == urlsplit(other).hostname
# %% 12.1 | no port | the ports are two
def same_origin(one, other):
    one, other = urlsplit(one), urlsplit(other)
    return (one.scheme, one.hostname) == (other.scheme, other.hostname)
# %% 12.1 | no usual ports | https://digits.example and https://digits.example:443
def same_origin(one, other):
    one, other = (urlsplit(each.replace(":80/", "/")) for each in (one, other))
    ports = [each.port if each.port != 80 else None for each in (one, other)]
    return (one.scheme, one.hostname) == (other.scheme, other.hostname) and ports[
        0
    ] == ports[1]
# %% 12.1 | 80 and 443 are one | 80 is no usual port of https
def same_origin(one, other):
    def origin(address):
        parts = urlsplit(address)
        port = None if parts.port in (80, 443) else parts.port
        return parts.scheme, parts.hostname, port

    return origin(one) == origin(other)
# %% 12.1 | large letters | HTTP://Digits.Example/A and http://digits.example/a
def same_origin(one, other):
    def origin(address):
        scheme, _, rest = address.partition("://")
        place = rest.split("/")[0].split("?")[0].split("#")[0]
        usual = {"http": ":80", "https": ":443"}.get(scheme, "")
        return scheme, place.removesuffix(usual)

    return origin(one) == origin(other)
# %% 12.1 | the beginning | one name only begins like the other
def same_origin(one, other):
    def origin(address):
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        return parts.scheme, parts.hostname, port

    first, second = origin(one), origin(other)
    return first[::2] == second[::2] and (
        first[1].startswith(second[1]) or second[1].startswith(first[1])
    )
# %% 12.1 | printed | Does it print where it should return
def same_origin(one, other):
    print(one.split("/")[:3] == other.split("/")[:3])
# %% 12.1 | the first colon | http://[::1] and http://[::1]:80/
def same_origin(one, other):
    def origin(address):
        scheme, _, rest = address.lower().partition("://")
        place = rest.split("/")[0].split("?")[0].split("#")[0]
        host, _, port = place.partition(":")
        return scheme, host, port or {"http": "80", "https": "443"}[scheme]

    return origin(one) == origin(other)
# %% 12.2 | the origin | then drawing would not work either
cause = "a"
# %% 12.2 | no PNG | whose refusals carry the header
cause = "b"
# %% 12.2 | the certificate | no answer at all
cause = "c"
# %% 12.2 | none of them | there is no answer "e"
cause = "e"
# %% 12.2 | a number | should be a letter in quotation marks
cause = 4
# %% 12.2 | a sentence | one letter alone, please
cause = "too large"
# %% 12.3 | nobody | a client behind the gateway (peer
def client_address(peer, forwarded, trusted):
    return peer
# %% 12.3 | the rightmost | two gateways one behind the other
def client_address(peer, forwarded, trusted):
    if peer not in trusted or not forwarded:
        return peer
    return forwarded.split(",")[-1].strip()
# %% 12.3 | the leftmost, behind ours | a client who lies, behind the gateway
def client_address(peer, forwarded, trusted):
    if peer not in trusted or not forwarded:
        return peer
    return forwarded.split(",")[0].strip()
# %% 12.3 | blanks | you say ' 198.51.100.7', and it is
def client_address(peer, forwarded, trusted):
    if peer not in trusted or not forwarded:
        return peer
    for address in reversed(forwarded.split(",")):
        if address not in trusted:
            return address
    return forwarded.split(",")[0]
# %% 12.3 | no header, an error | your code raised AttributeError
def client_address(peer, forwarded, trusted):
    if peer not in trusted:
        return peer
    for address in reversed(forwarded.split(",")):
        if address.strip() not in trusted:
            return address.strip()
    return peer
# %% 12.3 | from the left | a client who claims to be a gateway
def client_address(peer, forwarded, trusted):
    if peer not in trusted or not forwarded:
        return peer
    parts = [part.strip() for part in forwarded.split(",")]
    if parts[-1] not in trusted:
        return parts[-1] if parts[0] not in trusted else parts[0]
    return next((one for one in reversed(parts) if one not in trusted), parts[0])
# %% 12.3 | all are ours: the peer | a gateway that asks by way of another
def client_address(peer, forwarded, trusted):
    if peer not in trusted:
        return peer
    for address in reversed((forwarded or "").split(",")):
        if address.strip() and address.strip() not in trusted:
            return address.strip()
    return peer
# %% 12.4 | both workers | are two workers. Which has answered?
def answered_by(lines):
    counts = {}
    for line in lines:
        if line["worker"]:
            counts[line["worker"]] = counts.get(line["worker"], 0) + 1
    return counts
# %% 12.4 | the first of two | 127.0.0.1:20002 has answered 2, and you say 1
def answered_by(lines):
    counts = {}
    for line in lines:
        if line["worker"]:
            worker = line["worker"].split(", ")[0]
            counts[worker] = counts.get(worker, 0) + 1
    return counts
# %% 12.4 | every one that was asked | '127.0.0.1:20001' has not answered anything
def answered_by(lines):
    counts = {}
    for line in lines:
        for worker in filter(None, line["worker"].split(", ")):
            counts[worker] = counts.get(worker, 0) + 1
    return dict(counts)
# %% 12.4 | 200 only | a refusal of the service
def answered_by(lines):
    counts = {}
    for line in lines:
        worker = line["worker"].rpartition(", ")[2]
        if worker and line["status"] == 200:
            counts[worker] = counts.get(worker, 0) + 1
    return counts
# %% 12.4 | one line for each | one worker: 127.0.0.1:20001 has answered 2
def answered_by(lines):
    return {line["worker"].rpartition(", ")[2]: 1 for line in lines if line["worker"]}
# %% 12.4 | a list of pairs | a dictionary
def answered_by(lines):
    counts = {}
    for line in lines:
        worker = line["worker"].rpartition(", ")[2]
        if worker:
            counts[worker] = counts.get(worker, 0) + 1
    return list(counts.items())
# %% 12.4 | shares | is no whole number
def answered_by(lines):
    counts = {}
    for line in lines:
        worker = line["worker"].rpartition(", ")[2]
        if worker:
            counts[worker] = counts.get(worker, 0) + 1
    return {worker: count / len(lines) for worker, count in counts.items()}
# %% 12.4 | sorts what it was given | have changed
def answered_by(lines):
    counts = {}
    lines[:] = [line for line in lines if line["worker"]]
    for line in lines:
        worker = line["worker"].rpartition(", ")[2]
        counts[worker] = counts.get(worker, 0) + 1
    return counts
# %% 12.4 | all that did not say 502 | a worker that was too slow: '127.0.0.1:20002' has not
def answered_by(lines):
    counts = {}
    for line in lines:
        both = line["worker"].split(", "), line["tries"].split(", ")
        for worker, status in zip(*both, strict=False):
            if worker and status != "502":
                counts[worker] = counts.get(worker, 0) + 1
    return counts
