import Glibc

#if DEBUG
  /// Steps through seeds and watches the memory.
  /// - Returns: whether every frame was treated as it must be.
  func fuzzFrames(count: UInt64, seed: UInt64, growthLimitMiB: Int) throws -> Bool {
    var fuzzer = try FrameFuzzer()
    // What is made once, such as the thread's arena, has been made by then.
    let warm = count / 10
    var resident = 0
    for step in 0..<count {
      if step == warm { resident = try residentKiB() }
      do {
        try fuzzer.step(seed: seed &+ step)
      } catch let fault as FrameFault {
        print("\(fault.what), replay: frames --seed \(seed &+ step) --count 1")
        print(fault.frame.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
        return false
      }
    }
    let growth = try residentKiB() - resident
    print("resident: \(resident) KiB after \(warm) frames, \(growth) KiB more at the end")
    for (outcome, count) in fuzzer.outcomes.sorted(by: { $0.key < $1.key }) {
      print("\(outcome): \(count)")
    }
    if growth > growthLimitMiB << 10 {
      print("memory grew by more than \(growthLimitMiB) MiB")
      return false
    }
    if count >= 10_000, !fuzzer.missed.isEmpty {
      print("never met: \(fuzzer.missed)")
      return false
    }
    return true
  }
#endif

/// Resident memory of this process.
private func residentKiB() throws -> Int {
  guard let file = unsafe fopen("/proc/self/statm", "r") else { throw FuzzError.noMemoryFigures }
  defer { unsafe fclose(file) }
  var line = [CChar](repeating: 0, count: 128)
  guard unsafe fgets(&line, 128, file) != nil,
    let pages = String(decoding: line.map(UInt8.init(bitPattern:)), as: UTF8.self)
      .split(separator: " ").dropFirst().first.flatMap({ Int($0) })
  else { throw FuzzError.noMemoryFigures }
  return pages * 4
}

private enum FuzzError: Error { case noMemoryFigures }
