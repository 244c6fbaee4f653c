"""Python's protobuf as a second opinion on the contract.

Says "ready". First line: the FileDescriptorSet in hex. Then per line: type, message, JSON, both in
hex.
Answers per line: "ok", the message as Python writes it, its JSON, the given JSON as a message (all
in hex), and whether both JSON texts say the same; or "refused" and why.
"""
import json
import sys

try:
    from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
except ImportError:
    print("missing", flush=True)
    sys.exit(1)

print("ready", flush=True)
files = descriptor_pb2.FileDescriptorSet.FromString(bytes.fromhex(sys.stdin.readline()))
pool = descriptor_pool.DescriptorPool()
for file in files.file:
    pool.Add(file)


def answer(name, wire, text):
    kind = message_factory.GetMessageClass(pool.FindMessageTypeByName(name))
    message = kind.FromString(wire)
    theirs = json_format.MessageToJson(message, always_print_fields_with_no_presence=True)
    parsed = json_format.Parse(text, kind())
    same = json.loads(theirs) == json.loads(text)
    parts = [message.SerializeToString(deterministic=True), theirs.encode(),
             parsed.SerializeToString(deterministic=True)]
    return " ".join(["ok"] + [part.hex() or "-" for part in parts] + [str(int(same))])


for line in sys.stdin:
    name, wire, text = line.split()
    try:
        print(answer(name, bytes.fromhex(wire.strip("-")), bytes.fromhex(text.strip("-"))), flush=True)
    except Exception as error:
        print("refused", type(error).__name__, str(error).replace("\n", " "), flush=True)
