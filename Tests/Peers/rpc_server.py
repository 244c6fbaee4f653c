"""A replica that shares nothing with ours, and lies when told to.

    rpc_server.py CALLER KEY(hex)

Prints HOST:PORT/SIDE_PORT when it answers and ends with its standard input. A call is answered
with its own payload, unless the payload names one of the lies below.
"""

import os
import sys
import threading

try:
    import pynng
    from rpc_frame import PREFIX, REQUEST, RESPONSE, UNSIGNED, Contract, is_signed, seal, unseal
except ImportError as error:
    sys.exit(f"{error}: pip install pynng protobuf")

OK, UNAUTHENTICATED = 0, 16
FINISHED = 2
caller, key = sys.argv[1], bytes.fromhex(sys.argv[2])
contract = Contract()
RequestHeader = contract.message("credopass.rpc.v1.RequestHeader")
ResponseHeader = contract.message("credopass.rpc.v1.ResponseHeader")


def response(call_id, payload=b"", kind=RESPONSE, to=caller, with_key=key, flags=0, code=OK):
    header = ResponseHeader(call_id=call_id, code=code, executed=FINISHED, replica="python")
    return seal(kind, to, with_key, header.SerializeToString(), payload, flags)


def broken(frame):
    return frame[:-1] + bytes([frame[-1] ^ 1])


def with_lengths(frame, header_length, payload_length):
    """The frame with other lengths in it, sealed again so that nothing else is wrong."""
    magic, version, kind, flags, true_header, true_payload, name = PREFIX.unpack_from(frame)
    header = frame[PREFIX.size:PREFIX.size + true_header]
    payload = frame[PREFIX.size + true_header:-16]
    sealed = seal(kind, name.rstrip(b"\0").decode(), key, header, payload)
    prefix = PREFIX.pack(
        magic, version, kind, flags,
        true_header if header_length is None else header_length,
        true_payload if payload_length is None else payload_length, name)
    return prefix + sealed[PREFIX.size:]


lies = {
    b"empty": lambda call_id: b"",
    b"garbage": lambda call_id: bytes(range(256)),
    b"zeros": lambda call_id: bytes(200),
    b"truncated": lambda call_id: response(call_id, b"text")[:-1],
    b"prefix only": lambda call_id: response(call_id)[:PREFIX.size],
    b"trailing": lambda call_id: response(call_id, b"text") + b"\0",
    b"wrong mac": lambda call_id: broken(response(call_id)),
    b"wrong key": lambda call_id: response(call_id, with_key=bytes(32)),
    b"another call": lambda call_id: response(bytes(15) + b"\1"),
    b"no call": lambda call_id: response(b""),
    b"another caller": lambda call_id: response(call_id, to="other"),
    b"a request": lambda call_id: response(call_id, kind=REQUEST),
    b"unsigned ok": lambda call_id: response(call_id, flags=UNSIGNED),
    b"marked unsigned": lambda call_id: response(call_id, flags=UNSIGNED)[:-16] + bytes(15) + b"\1",
    b"long header": lambda call_id: with_lengths(response(call_id), 2**32 - 1, None),
    b"long payload": lambda call_id: with_lengths(response(call_id), None, 2**32 - 1),
    b"both long": lambda call_id: with_lengths(response(call_id), 2**31, 2**31),
    b"header is noise": lambda call_id: seal(RESPONSE, caller, key, b"\xff" * 40, b""),
    # Not a bad answer but a refusal that nobody vouches for.
    b"unsigned refusal": lambda call_id: response(call_id, flags=UNSIGNED, code=UNAUTHENTICATED),
    # More than a receiver takes: nng closes the connection.
    b"flood": lambda call_id: bytes(2 << 20),
}


def answer(frame):
    _, named, header, payload = unseal(REQUEST, frame)
    header = RequestHeader.FromString(header)
    assert is_signed(key, frame) and named == caller and len(header.call_id) == 16
    if header.method.startswith("credopass.rpc."):
        return response(header.call_id)
    lie = lies.get(payload)
    return lie(header.call_id) if lie else response(header.call_id, payload)


def serve(socket):
    while True:
        socket.send(answer(socket.recv()))


def listen():
    socket = pynng.Rep0(recv_max_size=2 << 20)
    listener = socket.listen("tcp://127.0.0.1:0")
    threading.Thread(target=serve, args=[socket], daemon=True).start()
    return socket, str(listener.local_address).rpartition(":")[2]


if __name__ == "__main__":
    data, port = listen()
    side, side_port = listen()
    print(f"127.0.0.1:{port}/{side_port}", flush=True)
    sys.stdin.read()
    os._exit(0)
