import Foundation

/// What somebody who has just started everything wants to know.
struct Banner {
  let deployment: Deployment

  init(_ deployment: Deployment) { self.deployment = deployment }

  func show(_ headline: String) throws {
    Terminal.say("\n\(headline)")
    for line in try lines() { Terminal.say("  \(line)") }
    Terminal.say("")
  }

  /// Where messages lie that no server takes.
  func mail(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> [String] {
    let unset = ["SMTP_URL", "SMS_URL"].filter { name in
      ["USERS", "CREDOPASS"].allSatisfy { environment["\($0)_\(name)"] == nil }
    }
    if unset.isEmpty || !Deployment.isFolder(deployment.mail) { return [] }
    let names = unset.map { "CREDOPASS_\($0)" }.joined(separator: " and ")
    return ["mail       \(deployment.mail), until \(names) send it"]
  }

  private func lines() throws -> [String] {
    var lines: [String] = []
    let hasFront = deployment.services.contains { $0.name == ServiceCatalog.front }
    if hasFront, let port = try SupervisorLock.holder(deployment)?.port {
      let url = "http://127.0.0.1:\(port)"
      lines += ["API        \(url)/v1", "contract   \(url)/openapi.json"]
      if let account = try Seed(deployment).account() {
        lines += [
          "sign in    \(account.email)  \(account.password)",
          "try        curl -s \(url)/v1/auth/login -H 'Content-Type: application/json' "
            + "-d '{\"email\":\"\(account.email)\",\"password\":\"\(account.password)\"}'",
        ]
      }
    } else {
      lines.append("services   \(deployment.services.map(\.name).joined(separator: ", "))")
    }
    let tool = "\(deployment.programs)/credopass"
    lines +=
      mail() + [
        "state      \(deployment.state)", "look       \(tool) status", "end        \(tool) down",
      ]
    return lines
  }
}
