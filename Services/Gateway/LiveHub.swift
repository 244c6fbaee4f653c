internal import Contracts
internal import Daemon
internal import RPC
internal import Synchronization

/// One message of a live view, as it goes out.
struct LiveMessage: Sendable {
  let version: Int64
  let bytes: [UInt8]

  /// A comment, by which both sides and all between them see that the connection is alive.
  static let heartbeat = Array(": \n\n".utf8)
}

/// Who listens to an event's live view, by which right.
struct LiveListener: Sendable {
  let event: String
  let options: CallOptions
  var token: String { options.accessToken ?? "" }
}

/// Fans live views out: one watch for each event, however many listen. What a listener has not
/// taken yet is replaced by what is newer, so that a slow one holds up nobody and keeps nothing.
final class LiveHub: Sendable {
  struct Seat: Sendable {
    let id: Int
    /// What was told before.
    let generation: Int
  }

  struct News: Sendable {
    let generation: Int
    let message: LiveMessage
    /// Tokens that the service has just refused.
    let doubted: Set<String>
  }

  private struct Channel {
    var generation = 0
    var message: LiveMessage
    var doubted: Set<String> = []
    var listeners: [Int: LiveListener] = [:]
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var watch: Task<Void, Never>?
  }

  private struct State {
    var nextID = 0
    var channels: [String: Channel] = [:]
    var isOver = false
  }

  /// Messages of one event are at least so far apart.
  static let pace = Duration.milliseconds(250)

  private let calls: LiveCalls
  private let heartbeat: Duration
  private let state = Mutex(State())
  /// Those who come together ask together, so that a crowd leaves room for the door.
  private let judging = Flights<String, LiveListener, Result<LiveMessage, Refusal>>(of: 64)

  init(_ calls: LiveCalls, heartbeat: Duration) {
    self.calls = calls
    self.heartbeat = heartbeat
  }

  var listeners: Int {
    state.withLock { $0.channels.values.reduce(0) { $0 + $1.listeners.count } }
  }

  /// Events that are watched.
  var watched: Int { state.withLock { $0.channels.count } }

  // MARK: Listeners

  /// The view as it is, for who may see it.
  func judge(_ listener: LiveListener) async throws(Refusal) -> LiveMessage {
    let answer: Result<LiveMessage, Refusal>
    do {
      answer = try await judging.take(listener.event, listener) { _, crowd in
        await self.ask(crowd)
      }
    } catch { throw .internal }
    return try answer.get()
  }

  private func ask(_ crowd: [LiveListener]) async -> [Result<LiveMessage, Refusal>] {
    let each = Dictionary(crowd.map { ($0.token, $0) }) { first, _ in first }
    var answers: [String: Result<LiveMessage, Refusal>] = [:]
    await withTaskGroup(of: Answer.self) { group in
      for listener in each.values { group.addTask { await self.ask(listener) } }
      for await answer in group { answers[answer.token] = answer.result }
    }
    return crowd.map { answers[$0.token] ?? .failure(.internal) }
  }

  /// What one token is told. A type of its own and a function of its own: as a tuple that a closure
  /// with typed throws returns, Swift 6.3.1 builds what ends the process when it optimizes.
  private struct Answer: Sendable {
    let token: String
    let result: Result<LiveMessage, Refusal>
  }

  private func ask(_ listener: LiveListener) async -> Answer {
    do throws(Refusal) {
      return Answer(token: listener.token, result: .success(try await calls.now(listener)))
    } catch {
      return Answer(token: listener.token, result: .failure(error))
    }
  }

  /// Whether a listener still has its right; a service that cannot answer takes nobody's.
  func stillMay(_ listener: LiveListener) async -> Bool {
    do throws(Refusal) { _ = try await judge(listener) } catch {
      return ![401, 403, 404].contains(error.status)
    }
    return true
  }

  /// Takes a seat; the first at an event begins its watch.
  func join(_ listener: LiveListener, _ first: LiveMessage) -> Seat {
    state.withLock { state in
      state.nextID += 1
      var channel = state.channels[listener.event] ?? Channel(message: first)
      channel.listeners[state.nextID] = listener
      if channel.watch == nil {
        channel.watch = Task { await self.watch(listener.event) }
      }
      state.channels[listener.event] = channel
      return Seat(id: state.nextID, generation: channel.generation)
    }
  }

  /// The last to leave ends the watch.
  func leave(_ listener: LiveListener, _ seat: Seat) {
    let watch = state.withLock { state in
      state.channels[listener.event]?.listeners[seat.id] = nil
      guard let channel = state.channels[listener.event], channel.listeners.isEmpty else {
        return nil as Task<Void, Never>?
      }
      state.channels[listener.event] = nil
      return channel.watch
    }
    watch?.cancel()
  }

  /// Waits for what comes after `generation`, at most as long as a heartbeat. Nil: it is over.
  func news(
    _ listener: LiveListener, _ seat: Seat, after generation: Int
  ) async -> News? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          guard !state.isOver, !Task.isCancelled, let channel = state.channels[listener.event],
            channel.listeners[seat.id] != nil, channel.generation <= generation
          else { return false }
          state.channels[listener.event]?.waiters[seat.id] = continuation
          return true
        }
        if !waits { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock {
        $0.channels[listener.event]?.waiters.removeValue(forKey: seat.id)
      }
      waiter?.resume()
    }
    if Task.isCancelled { return nil }
    return state.withLock { state in
      guard !state.isOver, let channel = state.channels[listener.event],
        channel.listeners[seat.id] != nil
      else { return nil }
      return News(
        generation: channel.generation, message: channel.message, doubted: channel.doubted)
    }
  }

  /// Ends every stream, and those that begin from now on.
  func end() {
    let channels = state.withLock { state in
      state.isOver = true
      defer { state.channels = [:] }
      return Array(state.channels.values)
    }
    for channel in channels { Self.end(channel) }
  }

  private static func end(_ channel: Channel) {
    channel.watch?.cancel()
    for waiter in channel.waiters.values { waiter.resume() }
  }

  // MARK: The watch

  /// Asks again and again, by the right of one listener after the other.
  private func watch(_ event: String) async {
    var told = ContinuousClock.now
    var turn = 0
    while !Task.isCancelled, let (listener, version) = pick(event, turn) {
      turn += 1
      var next = ContinuousClock.now + Self.pace
      do throws(Refusal) {
        let message = try await calls.next(listener, after: version, wait: heartbeat)
        tell(event, message)
        told = .now
      } catch {
        if error.status == 404 { return gone(event) }
        if error.status == 401 || error.status == 403 { tell(event, doubting: listener.token) }
        if told.duration(to: .now) >= heartbeat {
          tell(event)
          told = .now
        }
        next = .now + .milliseconds(Int.random(in: 500...1000))
      }
      do { try await ContinuousClock().sleep(until: next) } catch { return }
    }
  }

  private func pick(_ event: String, _ turn: Int) -> (LiveListener, Int64)? {
    state.withLock { state in
      guard let channel = state.channels[event], !channel.listeners.isEmpty else { return nil }
      let place = turn % channel.listeners.count
      let index = channel.listeners.index(channel.listeners.startIndex, offsetBy: place)
      return (channel.listeners[index].value, channel.message.version)
    }
  }

  private func tell(_ event: String, _ message: LiveMessage? = nil, doubting token: String? = nil) {
    let waiters = state.withLock { state in
      guard var channel = state.channels[event] else {
        return [CheckedContinuation<Void, Never>]()
      }
      channel.generation += 1
      if let message { channel.message = message }
      channel.doubted = token.map { [$0] } ?? []
      let waiters = Array(channel.waiters.values)
      channel.waiters = [:]
      state.channels[event] = channel
      return waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  private func gone(_ event: String) {
    if let channel = state.withLock({ $0.channels.removeValue(forKey: event) }) {
      Self.end(channel)
    }
  }
}
