/// Bounds what retries add to the load: 10 tokens, one for each retry that is not free (see
/// `Failure.isFree`), a tenth back for each success. When most calls fail, retries stop.
struct RetryBudget: Sendable {
  private var tenths = 100

  mutating func take() -> Bool {
    guard tenths >= 10 else { return false }
    tenths -= 10
    return true
  }

  mutating func giveBack() { tenths = min(tenths + 1, 100) }
}
