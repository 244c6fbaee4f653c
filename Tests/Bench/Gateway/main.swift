import Contracts
import Foundation
import Identity
import RPC

// What stands behind the gateway while it is measured: answers GetUser from memory.
// `GatewayBench FOLDER` writes the gateway's key files there, says what to set and what to ask, and
// serves until killed.
let id = "0190a5b0-0000-7000-8000-000000000001"
let user = User(
  id: id, email: "ada@example.com", firstName: "Ada", lastName: "Lovelace", role: .participant,
  active: true, interests: ["jazz", "numbers"], version: 12)
let folder = URL(fileURLWithPath: CommandLine.arguments[1])
let master = Secret.random()
let pairs = [ServiceKeys.Pair(caller: "gateway", callee: "users")].compactMap { $0 }
let keys = ServiceKeys(master: master, pairs: pairs)

struct Users: Service {
  static let name = "credopass.users.v1.UsersService"
  var handlers: [MethodHandler] { [MethodHandler(UsersMethods.getUser) { _, _ in user }] }
}

try FileManager.default.createDirectory(
  at: folder.appending(path: "keys"), withIntermediateDirectories: true)
try keys.write(to: folder.appending(path: "keys/gateway").path)
let signer = Identity.SigningKey(seed: .random())
let publicKey = String(decoding: Base64URL.encode(signer.publicKey.bytes), as: UTF8.self)
try "\(publicKey)\n".write(
  to: folder.appending(path: "keys/tokens.pub"), atomically: true, encoding: .utf8)
guard let scope = TokenScope(issuer: "credopass", audience: "credopass"),
  let gateway = ServiceName("gateway"), let users = ServiceName("users"),
  let key = keys.key(caller: "gateway", callee: "users").flatMap({ ServiceKey($0) })
else { preconditionFailure("constants of this file are wrong") }
let server = try Server(
  ServerConfiguration(
    name: users, replica: "bench", keys: [gateway: key], allowedCallers: [gateway]),
  services: [Users()])
let endpoint = try server.start()
let token = TokenIssuer(scope: scope, key: signer).issue(
  userID: id, role: .staff, sessionID: id, epoch: 0, now: Int64(Date().timeIntervalSince1970))
print(
  """
  export CREDOPASS_STATE=\(folder.path) GATEWAY_ENDPOINTS_USERS=\(endpoint)
  export GATEWAY_RATE=1000000 GATEWAY_BURST=1000000
  export BENCH_PATH=/v1/users/\(id) BENCH_TOKEN=\(token)
  """)
fflush(nil)
try await Task.sleep(for: .seconds(600))
