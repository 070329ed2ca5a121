"""Hostile requests for any service with a JSON body, and how their answers are judged.

operations.py   what the service offers, read from its own /openapi.json
request.py      one hostile request, and how it is written on the wire
bodies.py       the working example with something wrong somewhere in it
texts.py        bodies that are wrong as a whole: syntax, encodings, nesting
said.py         what a request says of its body; headers and keys
lengths.py      enormous bodies, and lengths that lie
addresses.py    methods, paths, queries, hosts
questions.py    GET with a path and a query: odd values, names and tags
manners.py      clients that hang up, or speak another language
exchange.py     send bytes, read whatever comes back
judge.py        is this an answer that one may give
"""
