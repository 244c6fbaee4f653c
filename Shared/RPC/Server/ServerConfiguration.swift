/// What a server needs to know; every field has the default that production wants.
public struct ServerConfiguration: Sendable {
  /// The service's own name, such as "users".
  public var name: ServiceName
  /// Which replica this is; travels in every answer.
  public var replica: String
  /// The address to listen on.
  public var host: String
  /// Port of the data socket; 0 takes a free one.
  public var port: Int
  /// Port of the side socket (health, control, reflection, long polls); 0 takes a free one.
  public var sidePort: Int
  /// How many calls run at once; more are refused at once, never queued. 1 to 4,096.
  public var limit: Int
  /// How many long polls wait at once. 1 to 4,096.
  public var longPollLimit: Int
  /// The keys shared with every service that may call at all, by the caller's name.
  public var keys: [ServiceName: ServiceKey]
  /// Which callers may use this service's own methods; the others reach health and control only.
  public var allowedCallers: Set<ServiceName>
  /// A call sent further from now than this is refused, so that an overheard one cannot be
  /// replayed later.
  public var staleness: Duration
  /// How long a drain keeps answering, so that every client hears of it: two of their pings.
  public var drainNotice: Duration

  public init(
    name: ServiceName, replica: String, host: String = "127.0.0.1", port: Int = 0,
    sidePort: Int = 0, limit: Int = 256, longPollLimit: Int = 256,
    keys: [ServiceName: ServiceKey], allowedCallers: Set<ServiceName>,
    staleness: Duration = .seconds(600), drainNotice: Duration = .milliseconds(2200)
  ) {
    self.name = name
    self.replica = replica
    self.host = host
    self.port = port
    self.sidePort = sidePort
    self.limit = limit
    self.longPollLimit = longPollLimit
    self.keys = keys
    self.allowedCallers = allowedCallers
    self.staleness = staleness
    self.drainNotice = drainNotice
  }

  /// Why a server cannot start with this configuration.
  public enum Fault: Error, Equatable, CustomStringConvertible {
    case limitOutOfRange(String, Int)
    case callerWithoutKey(String)
    case methodTwice(String)

    public var description: String {
      switch self {
      case .limitOutOfRange(let name, let value):
        "\(name) is \(value); it must be from 1 to 4096"
      case .callerWithoutKey(let name):
        "the allowed caller \"\(name)\" has no key here; make one with `credopass keys` "
          + "or take it off the list"
      case .methodTwice(let name): "the method \(name) has two handlers"
      }
    }
  }

  func check() throws(Fault) {
    for (name, value) in [("limit", limit), ("long-poll limit", longPollLimit)]
    where !(1...4096).contains(value) {
      throw .limitOutOfRange(name, value)
    }
    for caller in allowedCallers.sorted(by: { $0.description < $1.description })
    where keys[caller] == nil {
      throw .callerWithoutKey(caller.description)
    }
  }
}
