"""What the proofs ask of each lesson's API: one module a lesson, named as its folder.

A module is imported with the lesson's folder first on sys.path, in an environment that
may have no more than the lesson's own requirements, in several processes. It has

cases()                         a list of (path to post to, body, the exact answer that
                                the model itself gives, computed without the app); a
                                body of None is asked for with GET
headers()                       optional: what every request has to carry, such as a key
environment()                   optional: variables that service and clients need, with
                                fresh secrets, and limits that a thousand requests in
                                a minute do not reach
answer(path, body)              optional: the model's answer to any body that is valid,
                                for the hostile requests that are
PUBLIC                          where there are keys: a dictionary of the paths that
                                answer without one, each with the reason, written as it
                                is (the proof reads it, and runs nothing); "/files/*"
                                stands for all that is below
through_the_client(url, cases)  where the lesson has a client.py: ask each case through
                                it, compare, and return how many there were

`environment()` is called once, and what it returns is in os.environ of each process
before anything else is called, also of those that start later: read keys from there.
"""
