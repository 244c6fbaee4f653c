import Foundation
import ProcessKit
import Testing

/// What deploy/lib.sh says on a machine where only the commands of a folder of stubs exist.
private struct Machine: ~Copyable {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init(_ commands: [String: String]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    for (name, script) in commands {
      let file = folder.appending(path: name)
      try Child.install("#!/bin/bash\n\(script)\n", at: file.path)
    }
    for tool in ["sed", "head", "sort", "dirname", "mktemp", "rm", "tail", "env"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: tool), withDestinationURL: URL(filePath: "/usr/bin/\(tool)"))
    }
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
  }

  /// Status, and every line that was said.
  func run(_ call: String) async throws -> (status: Int32, lines: [String]) {
    let ended = try await Child.run(
      "/bin/bash", ["-euo", "pipefail", "-c", "source \(Built.root)/deploy/lib.sh; \(call)"],
      environment: ["PATH": folder.path, "CI": "true"], output: .together)
    return (ended.code, ended.output.split(separator: "\n").map(String.init))
  }
}

private let present = "echo 'install ok installed'"
private let swift = "echo 'Swift version"

@Test(arguments: ["6.3", "6.3.1", "6.10", "7.0"])
func `a Swift that is new enough passes`(version: String) async throws {
  let machine = try Machine(["swift": "\(swift) \(version) (swift-RELEASE)'"])
  let said = try await machine.run("need_swift")
  #expect(said.status == 0)
  #expect(said.lines == [])
}

@Test(arguments: ["5.10", "6.0.3", "6.2.9"])
func `an old Swift is one line that names the fix`(version: String) async throws {
  let machine = try Machine(["swift": "\(swift) \(version) (swift-RELEASE)'"])
  let said = try await machine.run("need_swift")
  #expect(said.status == 1)
  #expect(said.lines.count == 1)
  #expect(said.lines.first?.contains("Swift \(version) is too old; install Swift 6.3") == true)
}

@Test func `no Swift at all is one line that names the fix`() async throws {
  let said = try await Machine([:]).run("need_swift")
  #expect(said.status == 1)
  #expect(said.lines.count == 1)
  #expect(said.lines.first?.contains("no swift on PATH; install Swift 6.3") == true)
}

@Test func `packages that are there cost nothing`() async throws {
  let machine = try Machine(["dpkg-query": present, "apt-get": "echo asked; exit 1"])
  let said = try await machine.run("need_packages a b")
  #expect(said.status == 0)
  #expect(said.lines == [])
}

private let asRoot = "is_root() { true; }; "
private let asOther = "is_root() { false; }; "
private let sudo = #"[[ $1 == -n ]] && shift && "$@""#

@Test(arguments: [asRoot, asOther])
func `only what is missing is installed, and nobody is asked without a terminal`(
  who: String
) async throws {
  let machine = try Machine([
    "dpkg-query": #"[[ ${@: -1} == a ]] && \#(present)"#, "apt-get": "exit 0", "sudo": sudo,
    "true": "",
  ])
  let said = try await machine.run("\(who) need_packages a b c")
  #expect(said.status == 0)
  #expect(said.lines.count == 1)
  #expect(said.lines.first?.hasSuffix("installing from Debian: b c") == true)
}

@Test(arguments: [asRoot, asOther])
func `a package that cannot be had is a message that names the command`(who: String) async throws {
  let machine = try Machine([
    "dpkg-query": "exit 1", "apt-get": "echo no network; exit 100", "sudo": sudo, "true": "",
  ])
  let said = try await machine.run("\(who) need_packages a")
  #expect(said.status == 1)
  #expect(said.lines.last?.contains("apt-get install a") == true)
  #expect(said.lines.contains("no network"))
}

@Test(arguments: [
  ["dpkg-query": "exit 1", "apt-get": "echo no; exit 1"],
  ["dpkg-query": "exit 1", "apt-get": "echo no; exit 1", "sudo": "echo a password; exit 1"],
])
func `who cannot become root reads one line with the command`(
  commands: [String: String]
) async throws {
  let said = try await Machine(commands).run("\(asOther) need_packages a")
  #expect(said.status == 1)
  #expect(
    said.lines == ["credopass: packages are missing; as root: apt-get install a"])
}

@Test func `a command that hangs is ended with all it started`() async throws {
  let machine = try Machine(["sleep": #"exec /usr/bin/sleep "$@""#, "cut": "", "tr": ""])
  let said = try await machine.run(
    """
    log=$(mktemp); status=0
    watched "$log" 1 /bin/bash -c 'sleep 1000 & echo $!; wait' || status=$?
    child=$(head -n 1 "$log"); rm "$log"
    # Whoever adopts an orphan may leave it a zombie; that is gone too.
    state=Z; read -r _ _ state _ 2>/dev/null </proc/$child/stat || true
    [[ $child =~ ^[0-9]+$ ]] && echo "$status $state"
    """)
  #expect(said.lines == ["124 Z"])
}
