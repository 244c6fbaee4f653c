import Contracts
import ContractsKit
import RPC

// Mutated messages into every decoder; anything but a value or a clean error is a crash here.
//   swift run --sanitize=address --scratch-path .build-asan Fuzz [count] [seed]
let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let count = arguments.first ?? 1_000_000
let seed = arguments.dropFirst().first ?? 1
print("fuzzing decoders with \(count) messages, seed \(seed)")

var fuzzer = MessageFuzzer(seed: seed)
for _ in 0..<count { fuzzer.step() }
print("decoded \(fuzzer.decoded), printed \(fuzzer.printed), parsed \(fuzzer.parsed)")
