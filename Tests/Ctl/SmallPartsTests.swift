import Contracts
import Foundation
import RPC
import Testing

@testable import Ctl

@Suite struct ScalesTests {
  @Test func `one replica unless more are wanted`() throws {
    var scales = Scales()
    try scales.set("attendance=3")
    #expect(scales.count(of: "attendance") == 3)
    #expect(scales.count(of: "users") == 1)
  }

  @Test(arguments: [
    "attendance", "attendance=", "attendance=x", "attendance=0", "attendance=65", "nobody=2",
    "=2", "attendance=2=3", "gateway=2", "attendance=-1",
  ])
  func `what cannot be is refused as wrong usage`(text: String) {
    var scales = Scales()
    let failure = #expect(throws: Failure.self) { try scales.set(text) }
    #expect(failure?.code == 64)
    #expect(scales == Scales())
  }

  @Test func `what is written is read again`() throws {
    try withDeployment { deployment in
      var scales = Scales()
      try scales.set("loyalty", 4)
      try scales.write(deployment)
      #expect(try Scales.read(deployment) == scales)
      try Data("loyalty many\n".utf8).write(to: URL(fileURLWithPath: deployment.state + "/scale"))
      #expect(throws: Failure.self) { try Scales.read(deployment) }
    }
  }
}

@Suite struct LockTests {
  @Test(arguments: [
    ("", nil), ("pid x\n", nil), ("pid 1\n", nil), ("pid\n", nil),
    ("pid 12\nstate starting\nport 80\n", 12), ("pid 12\n", 12),
  ])
  func `only a whole file names a supervisor`(text: String, pid: Int32?) {
    #expect(SupervisorLock.Holder(text)?.pid == pid)
  }

  @Test func `of two supervisors one has the lock, until it lets go`() throws {
    try withDeployment { deployment in
      #expect(try SupervisorLock.holder(deployment) == nil)
      var first = try SupervisorLock.take(deployment)
      try first?.tell(["state serving", "port 8080"])
      #expect(try SupervisorLock.take(deployment) == nil)
      let holder = try #require(try SupervisorLock.holder(deployment))
      #expect(holder.pid == getpid() && holder.isServing && holder.port == 8080)
      first = nil
      #expect(try SupervisorLock.holder(deployment) == nil)
      #expect(try SupervisorLock.take(deployment) != nil)
    }
  }
}

@Suite struct CatalogTests {
  @Test func `every caller and callee is a service, and has a name that fits a frame`() {
    let names = Set(ServiceCatalog.all.map(\.name) + [ServiceCatalog.tool])
    for pair in ServiceCatalog.pairs {
      #expect(names.contains(pair.caller) && ServiceName(pair.caller) != nil)
      #expect(ServiceCatalog.domains.contains(pair.callee))
      #expect(pair.caller != pair.callee)
    }
  }

  @Test func `each method of the contract has an owner, or is everybody's`() {
    let shared = ["credopass.feed.v1", "credopass.rpc.v1"]
    for service in Schema.contract.services {
      let isShared = shared.contains { service.name.hasPrefix($0 + ".") }
      #expect((ServiceCatalog.owner(of: service.name) == nil) == isShared, "\(service.name)")
    }
  }

  @Test func `an unknown service is wrong usage`() {
    let failure = #expect(throws: Failure.self) { try ServiceCatalog.entry("nobody") }
    #expect(failure?.code == 64)
  }
}

@Suite struct BannerTests {
  @Test func `the maildir is named while something goes there`() throws {
    try withDeployment { deployment in
      let banner = Banner(deployment)
      #expect(banner.mail([:]).isEmpty, "nothing sends here")
      try FileManager.default.createDirectory(
        atPath: deployment.mail, withIntermediateDirectories: true)
      let both = banner.mail([:]).joined()
      #expect(both.contains(deployment.state + "/mail") && both.contains("CREDOPASS_SMTP_URL"))
      #expect(both.contains("CREDOPASS_SMS_URL"))
      let texts = banner.mail(["USERS_SMTP_URL": "smtp://localhost"]).joined()
      #expect(texts.contains("CREDOPASS_SMS_URL") && !texts.contains("SMTP"))
      let all = ["CREDOPASS_SMTP_URL": "smtp://localhost", "CREDOPASS_SMS_URL": "https://x.y"]
      #expect(banner.mail(all).isEmpty)
    }
  }
}

@Suite struct AskingTests {
  @Test(arguments: [
    "credopass.loyalty.v1.LoyaltyService/GetPoints", "LoyaltyService/GetPoints", "GetPoints",
  ])
  func `a method is found by its end`(name: String) throws {
    #expect(
      try Asking.method(name).name == "credopass.loyalty.v1.LoyaltyService/GetPoints")
  }

  @Test(arguments: ["", "Points", "etPoints", "GetPoints/", "credopass"])
  func `what is no method's end is refused`(name: String) {
    let failure = #expect(throws: Failure.self) { try Asking.method(name) }
    #expect(failure?.code == 64)
  }

  @Test func `a description says what goes in and out, with the contract's comments`() {
    let text = Description.of("GetPoints", in: .contract).joined()
    #expect(text.contains("Gives a person's balance and tier."))
    #expect(text.contains("patronId: string"))
    #expect(text.contains("no side effects"))
    #expect(Description.of("Nothing", in: .contract) == [])
  }
}

@Suite struct MetricsTests {
  static let page = """
    # HELP a_seconds x
    # TYPE a_seconds histogram
    a_seconds_bucket{method="x",le="0.001"} 90
    a_seconds_bucket{method="x",le="0.01"} 98
    a_seconds_bucket{method="x",le="+Inf"} 100
    a_seconds_bucket{method="y",le="0.001"} 0
    a_seconds_bucket{method="y",le="0.01"} 0
    a_seconds_bucket{method="y",le="+Inf"} 0
    running{method="x"} 2
    running{method="y"} 3
    odd{text="a\\"b,c=\\\\d"} 1.5
    nonsense
    """

  @Test func `quantiles are the bounds that a share lies below`() {
    let metrics = Metrics(Self.page)
    #expect(metrics.quantile(0.5, of: "a_seconds") == 0.001)
    #expect(metrics.quantile(0.95, of: "a_seconds") == 0.01)
    #expect(metrics.quantile(0.99, of: "a_seconds") == nil, "beyond the last bound")
    #expect(metrics.quantile(0.5, of: "b_seconds") == nil)
    #expect(metrics.quantile(0.5, of: "a_seconds") { $0["method"] == "y" } == nil)
  }

  @Test func `calls that wait for something to happen are not counted as slow`() {
    let waits = ["credopass.feed.v1.FeedService/Read", "credopass.attendance.v1.Live/WatchEvent"]
    #expect(waits.allSatisfy { !ReplicaReport.isWork(["method": $0]) })
    #expect(ReplicaReport.isWork(["method": "credopass.users.v1.UsersService/GetUser"]))
  }

  @Test func `sums go over all labels, and labels are unescaped`() {
    let metrics = Metrics(Self.page)
    #expect(metrics.sum("running") == 5)
    #expect(metrics.sum("stopped") == nil)
    #expect(metrics.samples.last?.labels == ["text": #"a"b,c=\d"#])
    #expect(metrics.samples.last?.value == 1.5)
  }
}

/// Runs `body` with an empty state directory.
func withDeployment(_ body: (Deployment) throws -> Void) throws {
  let state = NSTemporaryDirectory() + "ctl-\(UUID().uuidString)"
  let deployment = Deployment(programs: state, checkout: nil, state: state, databaseURL: nil)
  try deployment.prepare()
  try body(deployment)
  try FileManager.default.removeItem(atPath: state)
}
