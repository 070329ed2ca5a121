"""Other methods, paths, queries and hosts."""

from hostile.request import ADDRESS, LOST, Hostile, http, sent

METHODS = [
    "GET",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "HEAD",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "post",
    "POSTED",
]


def methods(operation):
    right = operation.right()
    for method in [*METHODS, ADDRESS]:
        for body in (b"", right):
            wire = http(operation.path, body, sent(operation), method)
            name = f"{method} with {len(body)} bytes"
            more = {"by_parser": True, "refusals": LOST}
            yield Hostile("method", name, [wire], **more)


def addresses(operation):
    right, path = operation.right(), operation.path
    wrong = [
        f"/{ADDRESS}",
        f"{path}/{ADDRESS}",
        f"{path}/",
        f"{path}/?{ADDRESS}",
        f"/{path}",
        f"{path}%00{ADDRESS}",
        f"{path}.json",
    ]
    wrong += [
        f"{path.upper()}",
        f"/{ADDRESS}/..{path}",
        f"/./{ADDRESS}",
        f"{path};{ADDRESS}",
        f"/{ADDRESS}%zz",
    ]
    wrong += [
        "/" + "../" * 20 + f"etc/passwd{ADDRESS}",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..;/app.py",
    ]
    wrong += [
        f"/static-offline-docs/{up}app.py" for up in ("../", "%2e%2e/", "..%2f", "//")
    ]
    wrong += ["/static-offline-docs/", "/models/", "/.env", "/.git/config", "/app.py"]
    wrong += [
        f"/{ADDRESS * 600}",
        f"/{ADDRESS * 6000}",
        f"/{ADDRESS}\xff\xfe",
        f"/{ADDRESS}é",
        f"/{ADDRESS}%ff%fe",
    ]
    wrong += [
        f"/{ADDRESS}%0d%0aX-Injected:%20{ADDRESS}",
        f"/{ADDRESS}%e2%80%ae",
        f"{path}%20",
        f"{path}%3f{ADDRESS}",
    ]
    wrong += [
        "*",
        ADDRESS,
        "",
        "//",
        f"http://{ADDRESS}.example/{ADDRESS}",
        "javascript:alert(1)",
    ]
    for target in wrong:
        for method in ("GET", "POST"):
            wire = http(target, right, sent(operation), method)
            name = f"{method} {target[:60]!r}"
            more = {"by_parser": True, "refusals": LOST | {403, 414}}
            yield Hostile("address", name, [wire], **more)
    # Nothing is read from the query, and the host is no part of the question.
    odd = [
        f"?{ADDRESS}",
        f"?a={ADDRESS * 700}",
        "?%zz",
        "?a[]=1&a[b]=2",
        f"?data={ADDRESS}",
        "?",
        f"#{ADDRESS}",
    ]
    odd += [
        f"?{ADDRESS}=%ff%00",
        "?" + "a&" * 5000,
        f"?{ADDRESS * 6000}",
        f"?__proto__[{ADDRESS}]=1",
    ]
    for query in odd:
        wire = http(path + query, right, sent(operation))
        more = {"by_parser": True, "means": operation.example}
        name, many = f"POST …{query[:40]!r}", LOST | {414, 422}
        yield Hostile("query", name, [wire], many, **more)
    for host in (f"http://{ADDRESS}.example", "http://", "//x.example"):
        wire = http(host + path, right, sent(operation))
        more = {"by_parser": True, "means": operation.example}
        name = f"POST {host} and the path"
        yield Hostile("query", name, [wire], LOST, **more)
