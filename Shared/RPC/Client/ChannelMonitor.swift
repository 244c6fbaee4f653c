// Keeps a channel's picture of its replicas true: who there is, who lives, who is cut off.
extension Channel {
  /// One look at the endpoints and at every replica.
  func look() async -> Duration {
    let start = ContinuousClock.now
    bury()
    await refresh()
    await withTaskGroup(of: Void.self) { group in
      for replica in replicas { group.addTask { await self.ping(replica) } }
    }
    return max(.milliseconds(10), configuration.pingInterval - (.now - start))
  }

  private func refresh() async {
    let wanted: [Endpoint]
    do {
      wanted = try await configuration.endpoints()
    } catch {
      counts.withLock { $0.failedLookups += 1 }
      return
    }
    let before = replicas
    var after = before.filter { wanted.contains($0.endpoint) }
    for endpoint in wanted where !after.contains(where: { $0.endpoint == endpoint }) {
      if let made = connect(endpoint) { after.append(made) }
    }
    set(after, insteadOf: before)
  }

  private func set(_ after: [Replica], insteadOf before: [Replica]) {
    known.withLock { $0 = after }
    let gone = before.filter { one in !after.contains { $0 === one } }
    retired.withLock { $0 += gone }
  }

  /// Closes what was retired once its last call has ended.
  private func bury() {
    let idle = retired.withLock { retired in
      let idle = retired.filter { $0.busySlots == 0 }
      retired.removeAll { one in idle.contains { $0 === one } }
      return idle
    }
    for replica in idle { replica.close() }
  }

  private func connect(_ endpoint: Endpoint) -> Replica? {
    do {
      return try Replica(
        endpoint, slotLimit: configuration.slotLimit, resends: configuration.resends)
    } catch {
      counts.withLock { $0.failedLookups += 1 }
      return nil
    }
  }

  private func ping(_ replica: Replica) async {
    if replica.isCutOff(for: configuration.cutOffLimit) { return await renew(replica) }
    guard replica.isConnected(.side) else { return }
    let call = OutgoingCall(
      ControlMethods.ping, PingRequest(),
      CallOptions(timeout: configuration.pingTimeout, accessToken: "", traceparent: ""))
    do {
      _ = try await attempt(call, 0, on: replica)
    } catch let failure as Failure where failure.status.code == .deadlineExceeded {
      counts.withLock { $0.missedPings += 1 }
      replica.wentSilent(canSpare: replicas.contains { $0 !== replica && $0.isReady(.data) })
    } catch {
      // Not silence: the next call will meet it too, and then it has a caller to tell.
      counts.withLock { $0.failedPings += 1 }
    }
  }

  /// Gives a replica new sockets when a plain connect shows that it is there.
  private func renew(_ replica: Replica) async {
    guard await replica.endpoint.answersConnect() else { return }
    guard let fresh = connect(replica.endpoint) else { return }
    counts.withLock { $0.renewedSockets += 1 }
    let before = replicas
    set(before.map { $0 === replica ? fresh : $0 }, insteadOf: before)
  }
}
