"""Takes messages as a real server does, and keeps what Python's email package reads in them.

    message_server.py smtp|smtps|web|silent FOLDER [PORT]
    message_server.py maildir FOLDER

The first form prints HOST:PORT when it answers, writes FOLDER/<number>.json for each message and
ends with its standard input. It looks into FOLDER for wishes: `kill`, a process to kill once after
a message is taken and before that is answered; `status`, what the web server answers; `slow`, how
many seconds SMTP takes to answer; `login`, the
user:password that SMTP asks for, after STARTTLS with the certificate it leaves in `ca.pem`. SMTP
refuses refused@ for good, and busy@ for now while `busy` is there.
The second form prints the messages of a maildir.
"""

import asyncio
import datetime
import http.server
import ipaddress
import json
import mailbox
import os
import pathlib
import signal
import socket
import ssl
import sys
import threading
from email import message_from_bytes, policy

try:
    from aiosmtpd.smtp import SMTP, AuthResult
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
except ImportError as error:
    sys.exit(f"{error}: pip install aiosmtpd cryptography")

kind, folder = sys.argv[1], pathlib.Path(sys.argv[2])
port = int(sys.argv[3]) if len(sys.argv) > 3 else 0


def read(content, sender="", recipients=()):
    mail = message_from_bytes(content, policy=policy.default)
    return {
        "sender": sender,
        "recipients": list(recipients),
        "headers": {name.lower(): str(value) for name, value in mail.items()},
        "defects": [str(defect) for part in mail.walk() for defect in part.defects],
        "body": mail.get_content().replace("\r\n", "\n"),
        "longest": max(len(line) for line in content.split(b"\r\n")),
        "ascii": content.isascii(),
    }


def keep(message):
    number = len(list(folder.glob("*.json")))
    draft = folder / "draft"
    draft.write_text(json.dumps(message))
    draft.rename(folder / f"{number:06}.json")
    kill = folder / "kill"
    if kill.exists():
        process = int(kill.read_text())
        kill.unlink()
        os.kill(process, signal.SIGKILL)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 no such mailbox"
        if address.startswith("busy@") and (folder / "busy").exists():
            return "451 come back"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        keep(read(envelope.original_content, envelope.mail_from, envelope.rcpt_tos))
        slow = folder / "slow"
        if slow.exists():
            await asyncio.sleep(float(slow.read_text()))
        return "250 taken"


def certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    return context


def authenticator(server, session, envelope, mechanism, data):
    given = data.login + b":" + data.password
    return AuthResult(success=given == (folder / "login").read_bytes())


async def serve_mail():
    needs_login = (folder / "login").exists()
    context = certificate() if needs_login or kind == "smtps" else None

    def session():
        if not needs_login:
            return SMTP(Handler(), enable_SMTPUTF8=True)
        return SMTP(
            Handler(), enable_SMTPUTF8=True, authenticator=authenticator, auth_required=True,
            tls_context=None if kind == "smtps" else context,
            require_starttls=kind != "smtps", auth_require_tls=kind != "smtps")

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        session, "0.0.0.0", port, ssl=context if kind == "smtps" else None)
    print(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


class Web(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = folder / "status"
        answer = int(status.read_text()) if status.exists() else 204
        keep({
            "sender": "", "recipients": [], "defects": [], "longest": 0, "ascii": True,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": json.dumps(json.loads(body), sort_keys=True, ensure_ascii=False),
        })
        self.send_response(answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    if kind == "maildir":
        box = mailbox.Maildir(folder, create=False)
        print(json.dumps([read(box.get_bytes(key)) for key in sorted(box.keys())]))
        return
    if kind == "web":
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Web)
        print(f"127.0.0.1:{server.server_address[1]}", flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    elif kind == "silent":
        silent = socket.create_server(("127.0.0.1", port))
        print(f"127.0.0.1:{silent.getsockname()[1]}", flush=True)
    else:
        threading.Thread(target=lambda: asyncio.run(serve_mail()), daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
