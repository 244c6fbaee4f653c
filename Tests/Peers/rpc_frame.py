"""Frames and the contract, written from Shared/RPC/README.md and proto/ alone.

It shares no code with the product, so that two readings of the document meet on the wire.
"""

import hashlib
import pathlib
import struct
import subprocess
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

REQUEST, RESPONSE = 1, 2
UNSIGNED = 1
PREFIX = struct.Struct(">4sBBHII16s")
MAC_LENGTH = 16
HEADER_LIMIT, PAYLOAD_LIMIT = 16_384, 1_048_576


class BadFrame(Exception):
    """What came is no frame, or not the frame that was asked for."""


def mac(key, content):
    return hashlib.blake2b(content, digest_size=MAC_LENGTH, key=key).digest()


def seal(kind, caller, key, header, payload, flags=0):
    prefix = PREFIX.pack(b"CRDP", 1, kind, flags, len(header), len(payload), caller.encode())
    content = prefix + header + payload
    if flags & UNSIGNED:
        return content + bytes(MAC_LENGTH)
    return content + mac(key, content)


def unseal(kind, frame):
    """Gives flags, caller, header and payload of a frame of that kind; the MAC is not looked at."""
    if len(frame) < PREFIX.size + MAC_LENGTH:
        raise BadFrame("too short")
    magic, version, its_kind, flags, header_length, length, caller = PREFIX.unpack_from(frame)
    if (magic, version, its_kind) != (b"CRDP", 1, kind):
        raise BadFrame("not of version 1 and this kind")
    if header_length > HEADER_LIMIT or length > PAYLOAD_LIMIT:
        raise BadFrame("too long")
    if len(frame) != PREFIX.size + header_length + length + MAC_LENGTH:
        raise BadFrame("lengths do not add up")
    end = PREFIX.size + header_length
    return (
        flags, caller.rstrip(b"\0").decode("ascii"), frame[PREFIX.size:end],
        frame[end:end + length])


def is_signed(key, frame):
    return frame[-MAC_LENGTH:] == mac(key, frame[:-MAC_LENGTH])


class Contract:
    """Every message below proto/, compiled when asked for."""

    def __init__(self):
        root = pathlib.Path(__file__).parents[2] / "proto"
        files = [str(path.relative_to(root)) for path in sorted(root.glob("credopass/**/*.proto"))]
        with tempfile.NamedTemporaryFile() as output:
            subprocess.run(
                ["protoc", f"-I{root}", "--include_imports", f"-o{output.name}", *files],
                check=True)
            self.files = descriptor_pb2.FileDescriptorSet.FromString(output.read())
        self.pool = descriptor_pool.DescriptorPool()
        for file in self.files.file:
            self.pool.Add(file)

    def message(self, name):
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))

    def method(self, name):
        """The method `package.Service/Name`, or nothing when the contract has none."""
        try:
            return self.pool.FindMethodByName(name.replace("/", "."))
        except KeyError:
            return None

    def code(self, number):
        return self.pool.FindEnumTypeByName("credopass.rpc.v1.Code").values_by_number[number].name
