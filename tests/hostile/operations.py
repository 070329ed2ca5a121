"""The POST operations of a service, each with a body that works, from its OpenAPI."""

import dataclasses
import json
from dataclasses import dataclass

from jsonschema import Draft202012Validator

from hostile import multipart

PICTURE = "image/png"


@dataclass
class Operation:
    path: str
    example: object
    schema: dict
    headers: dict = dataclasses.field(default_factory=dict)
    most: int = 30_000  # bytes; above it a service may well say 413
    kind: str = "application/json"
    raw: bytes = b""  # the body itself, where it is no JSON; `example` is its name
    picture: bytes = b""  # that is in it, in the `field` of a form with other `fields`
    field: str = "file"
    fields: dict = dataclasses.field(default_factory=dict)

    def right(self):
        """A body that works, as bytes."""
        return self.raw or json.dumps(self.example).encode()

    def allows(self, body):
        """Does the service's own description call this body valid?"""
        return Draft202012Validator(self.schema).is_valid(body)

    def properties(self):
        """Names of all fields at the top, of the optional ones too."""
        return list(follow(self.schema, self.schema).get("properties", {}))


def operations(spec, headers, most, picture=("", b""), forms=()):
    """All that take JSON or pictures. LookupError where there is no working example.

    most: {path: bytes}, where a path takes less than the others; picture: the name of
    one that works, and its bytes; forms: {path: (field of the picture, other fields)}.
    """
    for path, item in spec["paths"].items():
        content = item.get("post", {}).get("requestBody", {}).get("content", {})
        if PICTURE in content:
            name, raw = picture
            more = {"kind": PICTURE, "raw": raw, "picture": raw}
            yield Operation(path, name, {}, headers, **more)
        elif path in forms:
            (name, raw), (place, fields) = picture, forms[path]
            parts = *multipart.texts(fields), multipart.part(raw, place)
            more = {"kind": multipart.KIND, "raw": multipart.form(*parts)}
            more |= {"picture": raw, "field": place, "fields": fields}
            yield Operation(path, name, {}, headers, **more)
        if media := content.get("application/json"):
            schema = media["schema"] | {"components": spec.get("components", {})}
            example = of_media(media, schema)
            if isinstance(example, dict):  # what may be left out may be wrong, too
                example = optional(schema, schema) | example
            yield Operation(
                path, example, schema, headers, most.get(path, Operation.most)
            )


def of_media(media, whole):
    if "example" in media:
        return media["example"]
    for example in media.get("examples", {}).values():
        return example["value"]
    return of_schema(media["schema"], whole)


def of_schema(schema, whole):
    """The example that a schema gives, or one put together from those of its parts."""
    schema = follow(schema, whole)
    if "examples" in schema:
        return schema["examples"][0]
    for key in ("example", "const", "default"):
        if key in schema:
            return schema[key]
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        parts, needed = schema["properties"], schema.get("required", [])
        given = {name: of_schema(parts[name], whole) for name in needed}
        return given | optional(schema, whole)
    if "items" in schema:
        return [of_schema(schema["items"], whole)] * schema.get("minItems", 1)
    for part in schema.get("anyOf", []) + schema.get("oneOf", []):
        return of_schema(part, whole)
    raise LookupError(f"the OpenAPI has no example for {schema}")


def optional(schema, whole):
    """The fields at its top that may be left out, where there is a value for them."""
    schema, found = follow(schema, whole), {}
    for name, part in schema.get("properties", {}).items():
        part = follow(part, whole)
        valued = "examples" in part or part.get("default") is not None
        if valued and name not in schema.get("required", []):
            found[name] = of_schema(part, whole)
    return found


def follow(schema, whole):
    """The schema behind a $ref, with what stands beside it."""
    while "$ref" in schema:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        target = whole
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target | beside
    return schema
