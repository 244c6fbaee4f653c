"""What schemathesis has to know beyond the document: who asks, and what there is to ask for."""

import json
import os
import urllib.request
import zlib

import schemathesis

API = os.environ["API"]
KNOWN = {
    "users": os.environ["MEMBER"],
    "events": os.environ["EVENT"],
    "series": os.environ["SERIES"],
    "userId": os.environ["MEMBER"],
}


def sign_in(email):
    account = {"email": email, "password": os.environ["CREDOPASS_ADMIN_PASSWORD"]}
    request = urllib.request.Request(
        f"{API}/v1/auth/login",
        data=json.dumps(account).encode(),
        headers={"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.7"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["accessToken"]


@schemathesis.auth(refresh_interval=240)
class Administrator:
    """Access tokens live for ten minutes, the run for longer."""

    def get(self, case, context):
        return sign_in(os.environ["CREDOPASS_ADMIN_EMAIL"])

    def set(self, case, data, context):
        if case.path.startswith("/v1/auth/logout"):
            data = sign_in("canary.leaver@example.org")
        elif case.path == "/v1/auth/password/change":
            data = os.environ["GUESSER"]
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    """Invented ids find nothing: two times of three a thing that exists takes their place."""
    noun = case.path.split("/")[2] if case.path.startswith("/v1/") else ""
    for name in case.path_parameters or {}:
        known = KNOWN.get(name) or KNOWN.get(noun)
        # Who asks and who is asked about must stay, and the event must stay open; a live view that
        # is found never ends.
        ends = case.path.endswith(("/deactivate", "/cancel", "/complete", "/live"))
        ends = ends or noun == "users" and case.method.upper() == "DELETE"
        invented = str(case.path_parameters[name])
        if known and not ends and zlib.crc32(invented.encode()) % 3:
            case.path_parameters[name] = known
