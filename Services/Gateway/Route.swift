internal import Identity

/// Who may call a route, as far as that can be told without the object; the daemon that owns the
/// data has the last word.
enum Audience: Sendable, Equatable {
  case anyone
  case signedIn
  /// People of this role or a higher one; others are told that they may not.
  case role(Role)
  /// The person whom the path parameter names, and people of this role or a higher one; to others
  /// the object does not exist.
  case own(String, or: Role)
}

/// What matters more when there is not room for everything.
enum Criticality: Sendable {
  case normal
  /// The door: gets the last places, and is not refused by the signed-in limit.
  case critical
}

/// What a route answers when all went well.
enum Success: Sendable, Equatable {
  case ok
  /// 202: what was asked for happens later, if at all.
  case accepted
  /// 201, with a location whose `{names}` are text fields of the answer; 200 when the answer's
  /// bool `unless` says that it was there before.
  case created(String, unless: String? = nil)
}

extension Success {
  /// What may come back when all went well.
  var statuses: [Int] {
    switch self {
    case .ok: [200]
    case .accepted: [202]
    case .created(_, nil): [201]
    case .created: [200, 201]
    }
  }
}

/// How a route is answered.
enum Service: Sendable, Equatable {
  /// One call, request and answer in JSON.
  case call
  /// The public keys as a JWK set.
  case keySet
  /// A CSV upload, cut into calls.
  case upload
  /// Every page of a List call as one CSV file, with these fields of a row as columns.
  case export([String])
  /// A file that the call's answer holds, with this media type.
  case document(String)
  /// A call's answer again and again as it changes, as server-sent events.
  case live
  /// Everything held about the person whom the path names, as one JSON file.
  case dossier([DossierPart])
}

/// One line of the public surface.
struct Route: Sendable {
  let method: String
  /// Such as "/v1/events/{id}/check-ins".
  let path: String
  /// Such as "credopass.users.v1.UsersService/GetUser".
  let rpc: String
  let audience: Audience
  var criticality = Criticality.normal
  /// Whether door devices may call it, by a token of their own.
  var forDevices = false
  /// Whether it is refused without an Idempotency-Key.
  var needsKey = false
  /// The request's field for path parameters that are named otherwise.
  var fields: [String: String] = [:]
  /// Query parameters, when they are not all of the request's other fields.
  var query: [String]?
  var success = Success.ok
  var service = Service.call

  var takesBody: Bool { method == "POST" || method == "PATCH" }
  /// The members present in the body are what is written.
  var isMasked: Bool { method == "PATCH" }

  /// The names in braces, in order.
  var parameters: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      String($0.dropFirst().prefix { $0 != "}" })
    }
  }

  /// What a file of it is called: the path's last word that says something.
  var fileName: Substring {
    let words = path.split(separator: "/").map { $0.hasSuffix(".csv") ? $0.dropLast(4) : $0 }
    return words.last { !$0.hasPrefix("{") && $0 != "export" } ?? "export"
  }

  func field(_ parameter: String) -> String { fields[parameter] ?? parameter }
}
