"""A client that shares nothing with ours: pynng and protobuf.

Reads one JSON request from standard input and writes one JSON answer for each of its calls:
{"data": "tcp://…", "side": "tcp://…", "caller", "key" (hex), "calls": [{
  "method": "package.Service/Name",
  "payload": (hex) or "request": (the message as JSON, for a method of the contract),
  "caller", "key": instead of those above,
  "sent_at_offset_us", "remaining_us", "break_mac", "raw" (hex, sent in place of a frame),
  "timeout_ms"}]}
"""

import json
import os
import sys
import time

try:
    import pynng
    from google.protobuf import json_format
    from rpc_frame import REQUEST, RESPONSE, UNSIGNED, BadFrame, Contract, is_signed, seal, unseal
except ImportError as error:
    sys.exit(f"{error}: pip install pynng protobuf")


def uuid7():
    value = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return bytes(value)


class Client:
    def __init__(self, request):
        self.contract = Contract()
        self.request = request
        self.sockets = {port: self.connect(request[port]) for port in ("data", "side")}

    @staticmethod
    def connect(address):
        socket = pynng.Req0(recv_max_size=2 << 20)
        socket.resend_time = -1
        socket.dial(address, block=True)
        return socket

    def socket(self, method):
        service, _, name = method.partition("/")
        beside = service.startswith(("credopass.rpc.", "credopass.feed."))
        return self.sockets["side" if beside or name.startswith("Watch") else "data"]

    def payload(self, call):
        if "request" not in call:
            return bytes.fromhex(call.get("payload", ""))
        kind = self.contract.message(self.contract.method(call["method"]).input_type.full_name)
        return json_format.ParseDict(call["request"], kind()).SerializeToString()

    def header(self, call, call_id, timeout_ms):
        header = self.contract.message("credopass.rpc.v1.RequestHeader")
        sent_at_us = time.time_ns() // 1000 + call.get("sent_at_offset_us", 0)
        return header(
            method=call["method"], call_id=call_id, sent_at_us=sent_at_us,
            remaining_us=call.get("remaining_us", timeout_ms * 1000))

    def call(self, call):
        caller = call.get("caller", self.request["caller"])
        key = bytes.fromhex(call.get("key", self.request["key"]))
        timeout_ms = call.get("timeout_ms", 60000)
        call_id = uuid7()
        if "raw" in call:
            frame = bytes.fromhex(call["raw"])
        else:
            header = self.header(call, call_id, timeout_ms).SerializeToString()
            frame = bytearray(seal(REQUEST, caller, key, header, self.payload(call)))
            frame[-1] ^= 1 if call.get("break_mac") else 0
        socket = self.socket(call["method"])
        # A context takes its limits from the socket when it opens.
        socket.send_timeout = socket.recv_timeout = timeout_ms
        with socket.new_context() as context:
            context.send(bytes(frame))
            return self.answer(call, caller, key, call_id, context.recv())

    def answer(self, call, caller, key, call_id, frame):
        flags, named, header, payload = unseal(RESPONSE, frame)
        header = self.contract.message("credopass.rpc.v1.ResponseHeader").FromString(header)
        answer = {
            "code": self.contract.code(header.code),
            "message": header.message,
            "reason": header.details.error_info.reason,
            "executed": header.executed,
            "replica": header.replica,
            "payload": payload.hex(),
            "signed": is_signed(key, frame),
            "marked_unsigned": flags == UNSIGNED and frame[-16:] == bytes(16),
            "same_call": header.call_id == call_id,
            "same_caller": named == caller,
        }
        if header.code == 0 and (method := self.contract.method(call["method"])):
            kind = self.contract.message(method.output_type.full_name)
            answer["response"] = json_format.MessageToDict(kind.FromString(payload))
        return answer

    def answers(self):
        for call in self.request["calls"]:
            try:
                yield self.call(call)
            except (pynng.exceptions.NNGException, BadFrame) as error:
                yield {"error": type(error).__name__}


if __name__ == "__main__":
    print(json.dumps(list(Client(json.load(sys.stdin)).answers())))
