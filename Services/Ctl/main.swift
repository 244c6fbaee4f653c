import ArgumentParser
import Foundation

do {
  var command = try Credopass.parseAsRoot()
  try command.run()
} catch {
  // The parser's own errors bring their usage and exit code along.
  guard let failure = Failure.of(error) else { Credopass.exit(withError: error) }
  Terminal.complain(failure.description)
  exit(failure.code)
}
