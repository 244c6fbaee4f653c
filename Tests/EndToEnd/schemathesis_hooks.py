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
    "userId": os.environ["MEMBER"],
}


@schemathesis.auth(refresh_interval=240)
class Administrator:
    """Access tokens live for ten minutes, the run for longer."""

    def get(self, case, context):
        account = {
            "email": os.environ["CREDOPASS_ADMIN_EMAIL"],
            "password": os.environ["CREDOPASS_ADMIN_PASSWORD"],
        }
        request = urllib.request.Request(
            f"{API}/v1/auth/login",
            data=json.dumps(account).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["accessToken"]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    """Invented ids find nothing: two times of three a thing that exists takes their place."""
    noun = case.path.split("/")[2] if case.path.startswith("/v1/") else ""
    for name in case.path_parameters or {}:
        known = KNOWN.get(name) or KNOWN.get(noun)
        # The one who asks must not be deactivated, and the event must stay open.
        ends = case.path.endswith(("/deactivate", "/cancel", "/complete"))
        invented = str(case.path_parameters[name])
        if known and not ends and zlib.crc32(invented.encode()) % 3:
            case.path_parameters[name] = known
