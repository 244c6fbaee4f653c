internal import Daemon
internal import Outbox

/// What an operator may set; LOYALTY_TIME_ZONE and so on.
struct Config: Sendable {
  /// Time between judgements of levels that are no longer reached.
  let evaluateTiers: Duration
  /// IANA name of the zone in which the organization's days, months and years are reckoned.
  let timeZone: String
  /// How long people may cancel by themselves what they redeemed; 0: not at all.
  let cancelWithin: Duration
  /// Time between looks for vouchers that nobody used in time.
  let expireVouchers: Duration
  /// Time between looks for points that have become too old.
  let expirePoints: Duration
  /// How many days ahead people are told of points that expire; 0: never.
  let noticeDays: Int32
  /// Time between looks for people who have to be told.
  let notices: Duration
  let outbox: OutboxConfig

  init(_ settings: inout Settings) {
    evaluateTiers = settings.duration(
      "EVALUATE_TIERS", default: .seconds(3600), in: .seconds(1)...(.seconds(86400)))
    timeZone = settings.text("TIME_ZONE", default: "UTC")
    cancelWithin = settings.duration(
      "CANCEL_WITHIN", default: .seconds(86400), in: .zero...(.seconds(366 * 86400)))
    expireVouchers = settings.duration(
      "EXPIRE_VOUCHERS", default: .seconds(60), in: .milliseconds(100)...(.seconds(86400)))
    expirePoints = settings.duration(
      "EXPIRE_POINTS", default: .seconds(60), in: .milliseconds(100)...(.seconds(86400)))
    noticeDays = Int32(settings.integer("EXPIRY_NOTICE_DAYS", default: 30, in: 0...365))
    notices = settings.duration(
      "NOTICES", default: .seconds(60), in: .milliseconds(100)...(.seconds(86400)))
    outbox = OutboxConfig(&settings)
  }
}
