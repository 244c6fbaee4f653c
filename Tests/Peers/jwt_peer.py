"""An independent judge of our tokens: PyJWT and cryptography.

Reads one JSON request from standard input, {"task": "verify", "token", "jwks", "iss", "aud"} or
{"task": "issue", "seed" (hex), "header", "claims"}, and writes one JSON answer.
"""

import json
import sys

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def verify(request):
    keys = jwt.PyJWKSet.from_json(request["jwks"])
    header = jwt.get_unverified_header(request["token"])
    key = keys[header["kid"]]
    # The times are the test's own, long from now.
    options = {"verify_exp": False, "verify_iat": False, "require": ["exp", "iat", "sub"]}
    claims = jwt.decode(
        request["token"], key.key, algorithms=["EdDSA"], issuer=request["iss"],
        audience=request["aud"], options=options)
    return {"header": header, "claims": claims}


def issue(request):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(request["seed"]))
    token = jwt.encode(
        request["claims"], key, algorithm="EdDSA", headers=request["header"], sort_headers=True)
    return {"token": token}


tasks = {"verify": verify, "issue": issue}
request = json.load(sys.stdin)
try:
    print(json.dumps(tasks[request["task"]](request)))
except jwt.PyJWTError as error:
    print(json.dumps({"error": type(error).__name__}))
