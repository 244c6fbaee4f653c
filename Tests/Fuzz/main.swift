import Contracts
import ContractsKit
import Glibc
import RPC

// Mutated messages into every decoder, or mutated frames into server and client; anything but a
// value or a clean error is a crash or a fault here. What a seed found, it finds again.
//   swift run --sanitize=address --scratch-path .build-asan Fuzz
//     [messages | frames] [--count 1000000] [--seed 1] [--growth-limit 16]
let arguments = CommandLine.arguments.dropFirst()

func option(_ name: String, _ standard: UInt64) -> UInt64 {
  guard let at = arguments.firstIndex(of: "--" + name) else { return standard }
  guard let value = arguments.dropFirst(at).first.flatMap({ UInt64($0) }) else {
    print("--\(name) needs a number")
    exit(64)
  }
  return value
}

let count = option("count", 1_000_000)
let seed = option("seed", 1)
let subject = arguments.first.flatMap { $0.hasPrefix("--") ? nil : $0 } ?? "messages"
print("fuzzing \(subject), \(count) steps, seed \(seed)")
// Now, for a crash loses what is buffered.
fflush(nil)

switch subject {
case "messages":
  var fuzzer = MessageFuzzer(seed: seed)
  for _ in 0..<count { fuzzer.step() }
  print("decoded \(fuzzer.decoded), printed \(fuzzer.printed), parsed \(fuzzer.parsed)")
case "frames":
  #if DEBUG
    let growthLimit = Int(option("growth-limit", 16))
    exit(try fuzzFrames(count: count, seed: seed, growthLimitMiB: growthLimit) ? 0 : 1)
  #else
    print("frames need a debug build, whose insides are open")
    exit(64)
  #endif
default:
  print("unknown: \(subject)")
  exit(64)
}
