internal import Daemon
internal import HTTPTypes
internal import RPC

/// The gateway's settings.
struct Config: Sendable {
  var host = "127.0.0.1"
  /// 0 takes a free one.
  var port = 8080
  /// For people who are signed in, each by themselves.
  var signedIn = Rate(perSecond: 200, burst: 1000)
  /// For everybody else, by address.
  var anonymous = Rate(perSecond: 20, burst: 100)
  /// How long a daemon has to answer.
  var timeout = Duration.seconds(5)
  /// How long a daemon has for one chunk of an upload.
  var uploadTimeout = Duration.seconds(30)
  /// Requests worked on at once; the last quarter is for critical ones.
  var limit = 1024
  /// A connection on which nothing comes for so long is closed.
  var idleTimeout = Duration.seconds(60)
  /// How long a request's head may take; and in every such span a client that has to send or to
  /// take something must move as much as `clientRate` asks.
  var clientTimeout = Duration.seconds(10)
  /// Bytes a second.
  var clientRate = 1024
  /// Connections at once.
  var connectionLimit = 4096
  /// Listeners to live views at once.
  var liveLimit = 2048
  /// How often a live view says at least that it is alive.
  var heartbeat = Duration.seconds(15)
  /// How long a listener's right to a live view is believed.
  var liveTrust = Duration.seconds(20)
  /// The largest upload, in bytes.
  var uploadLimit = 256 << 20
  /// Where uploads wait, unlinked; the folder must exist.
  var spool = "/tmp"
  /// Addresses of proxies whose X-Forwarded-For is believed.
  var proxies: Set<String> = []
  /// Origins of pages that may read our answers.
  var origins: Set<String> = []
  /// Seconds of Strict-Transport-Security; 0 sends none.
  var hsts = 0

  init() {}

  init(_ s: inout Settings) {
    host = s.text("HOST", default: host)
    port = s.integer("PORT", default: port, in: 0...65535)
    signedIn = Rate(
      perSecond: s.integer("RATE", default: signedIn.perSecond, in: 1...1_000_000),
      burst: s.integer("BURST", default: signedIn.burst, in: 1...1_000_000))
    anonymous = Rate(
      perSecond: s.integer("ANONYMOUS_RATE", default: anonymous.perSecond, in: 1...1_000_000),
      burst: s.integer("ANONYMOUS_BURST", default: anonymous.burst, in: 1...1_000_000))
    timeout = s.duration("TIMEOUT", default: timeout, in: .milliseconds(10)...(.seconds(60)))
    uploadTimeout = s.duration(
      "UPLOAD_TIMEOUT", default: uploadTimeout, in: .seconds(1)...(.seconds(600)))
    limit = s.integer("REQUEST_LIMIT", default: limit, in: 4...100_000)
    idleTimeout = s.duration(
      "IDLE_TIMEOUT", default: idleTimeout, in: .seconds(1)...(.seconds(3600)))
    clientTimeout = s.duration(
      "CLIENT_TIMEOUT", default: clientTimeout, in: .seconds(1)...(.seconds(600)))
    clientRate = s.integer("CLIENT_RATE", default: clientRate, in: 1...1_000_000)
    connectionLimit = s.integer(
      "CONNECTION_LIMIT", default: connectionLimit, in: 1...1_000_000)
    liveLimit = s.integer("LIVE_LIMIT", default: liveLimit, in: 1...1_000_000)
    heartbeat = s.duration(
      "LIVE_HEARTBEAT", default: heartbeat, in: .milliseconds(100)...(.seconds(20)))
    liveTrust = s.duration(
      "LIVE_TRUST", default: liveTrust, in: .milliseconds(100)...(.seconds(600)))
    uploadLimit = s.integer("UPLOAD_LIMIT", default: uploadLimit, in: 1024...(4 << 30))
    spool = s.text("SPOOL", default: spool)
    proxies = Set(s.list("PROXIES", default: []))
    let origins = s.list("ORIGINS", default: [])
    for origin in origins where !Browsers.isOrigin(origin) {
      s.fault(
        "GATEWAY_ORIGINS has \"\(origin)\": must be origins as browsers send them, such as "
          + "https://app.example.org")
    }
    self.origins = Set(origins)
    hsts = s.integer("HSTS", default: hsts, in: 0...63_072_000)
  }
}
