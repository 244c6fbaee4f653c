import Foundation
import Glibc
import RPC

func say(_ line: String) {
  print(line)
  fflush(nil)
}

func leave(_ code: Int32, _ words: String) -> Never {
  if !words.isEmpty { say(words) }
  _exit(code)
}

func name(_ text: String) -> ServiceName {
  guard let name = ServiceName(text) else { leave(64, "\(text) is no service name") }
  return name
}

private func terminationSet() -> sigset_t {
  var set = sigset_t()
  unsafe sigemptyset(&set)
  unsafe sigaddset(&set, SIGTERM)
  return set
}

func blockTermination() {
  var set = terminationSet()
  unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
}

/// Blocks the main thread until SIGTERM.
func awaitTermination() {
  var set = terminationSet()
  var signal: Int32 = 0
  unsafe sigwait(&set, &signal)
}

func readKeys(_ path: String) throws -> [ServiceName: ServiceKey] {
  var keys: [ServiceName: ServiceKey] = [:]
  for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
    let parts = line.split(separator: " ")
    guard parts.count == 2, let key = ServiceKey(bytes(hex: String(parts[1]))) else {
      leave(78, "\(path): a line is not \"caller hexkey\"")
    }
    keys[name(String(parts[0]))] = key
  }
  return keys
}

private func bytes(hex: String) -> [UInt8] {
  let digits = Array(hex)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
    UInt8(String(digits[index...index + 1]), radix: 16)
  }
}
