internal import NNG
internal import Synchronization

/// The slots of one socket to one replica: made when first needed, then used again and again.
final class SlotPool: Sendable {
  let socket: Socket
  private let limit: Int
  private let state = Mutex(State())

  private struct State {
    var all: [ClientSlot] = []
    var free: [ClientSlot] = []
  }

  /// - Parameter limit: how many calls may be under way at once.
  init(_ url: String, resends: Bool, limit: Int) throws(NNGError) {
    socket = try Socket(
      .request, Socket.Options(receiveLimit: Frame.messageLimit, resends: resends))
    self.limit = limit
    // nng keeps what is sent to nobody until somebody connects; another replica may be there now.
    socket.whenCutOff { [weak self] in self?.recallUnsent() }
    try socket.dial(url)
  }

  private func recallUnsent() {
    for slot in state.withLock({ $0.all }) { slot.recall() }
  }

  /// A slot for one attempt; nil when all `limit` are in use or nng has no room for another.
  func take() -> ClientSlot? {
    let (free, count) = state.withLock { ($0.free.popLast(), $0.all.count) }
    if let free { return free }
    return count < limit ? make() : nil
  }

  private func make() -> ClientSlot? {
    do {
      let made = try ClientSlot(on: socket)
      Deadlines.shared.watch([made])
      state.withLock { $0.all.append(made) }
      return made
    } catch {
      return nil
    }
  }

  func give(back slot: ClientSlot) {
    slot.reset()
    state.withLock { $0.free.append(slot) }
  }

  /// Slots in use.
  var busy: Int { state.withLock { $0.all.count - $0.free.count } }

  /// Gives up every attempt that may be made elsewhere.
  func abandon(_ ending: Ending) {
    for slot in state.withLock({ $0.all }) { slot.abandon(ending) }
  }

  /// Ends the socket for good.
  func close() {
    let slots = state.withLock { $0.all }
    Deadlines.shared.forget { one in slots.contains { $0 === one } }
    for slot in slots { slot.close() }
    socket.close()
  }
}
