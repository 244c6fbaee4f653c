"""Asks for known and unknown addresses in turn and compares: status, headers, body, median time.

times.py PORT CALLS: exits with 1 when anything but the time differs, or medians by over 5 %.
"""
import http.client
import json
import os
import random
import statistics
import sys
import time

PORT, CALLS = int(sys.argv[1]), int(sys.argv[2])
# Below the fifth failure nobody waits.
EACH = 4
PEOPLE = -(-CALLS // EACH)
connection = http.client.HTTPConnection("127.0.0.1", PORT)
# What differs from answer to answer, whoever asks.
FRESH = {"date", "x-request-id", "ratelimit", "ratelimit-policy"}


def address():
    return ".".join(str(random.randint(1, 254)) for _ in range(4))


def post(path, body, **headers):
    headers = {"Content-Type": "application/json", "X-Forwarded-For": address(), **headers}
    began = time.perf_counter()
    connection.request("POST", "/v1/" + path, json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    return time.perf_counter() - began, answer, text


def account(kind, number):
    """Of one length, whether the account exists or not."""
    return f"{kind}{number:06d}@example.org"


def prepare():
    """People who can sign in: known by their address, with a password."""
    sign_in = {
        "email": os.environ["CREDOPASS_ADMIN_EMAIL"],
        "password": os.environ["CREDOPASS_ADMIN_PASSWORD"],
    }
    _, answer, text = post("auth/login", sign_in)
    assert answer.status == 200, text
    bearer = "Bearer " + json.loads(text)["accessToken"]
    for number in range(PEOPLE):
        person = {"email": account("known", number), "password": "an ordinary phrase"}
        headers = {"Authorization": bearer, "Idempotency-Key": f"p{number}"}
        _, answer, text = post("users", person, **headers)
        assert answer.status == 201, text


def shape(answer, text):
    body = json.loads(text) if text else None
    if isinstance(body, dict):
        body.pop("requestId", None)
    headers = sorted((k.lower(), v) for k, v in answer.getheaders() if k.lower() not in FRESH)
    return answer.status, str(headers), str(body)


def measure(path, fields):
    times, shapes = {"known": [], "other": []}, {"known": set(), "other": set()}
    for call in range(CALLS):
        order = ["known", "other"]
        random.shuffle(order)
        for kind in order:
            took, answer, text = post(path, {"email": account(kind, call % PEOPLE), **fields})
            times[kind].append(took * 1000)
            shapes[kind].add(shape(answer, text))
    known, other = (statistics.median(times[kind]) for kind in ("known", "other"))
    apart = abs(known - other) / max(known, other) * 100
    same = shapes["known"] == shapes["other"] and len(shapes["known"]) == 1
    status = sorted(status for status, _, _ in shapes["known"] | shapes["other"])
    print(
        f"{path}: known {known:.2f} ms, unknown {other:.2f} ms, {apart:.1f} % apart;"
        f" {'the same answer' if same else 'answers differ'} {status}",
        flush=True,
    )
    return same and apart <= 5


prepare()
results = [
    measure("auth/login", {"password": "not the password"}),
]
# Mails are counted by address, over all that asks for them.
CALLS = PEOPLE
results += [
    measure("auth/register", {"password": "a phrase of my own", "firstName": "A"}),
    measure("auth/password/forgot", {}),
    measure("auth/email/resend", {}),
]
sys.exit(0 if all(results) else 1)
