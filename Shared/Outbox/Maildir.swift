internal import Daemon
internal import Glibc
internal import Postgres

/// A maildir on this machine, for deployments that have nothing to send with: whoever may read the
/// state directory may read what would have been sent.
struct Maildir: Carrier {
  let folder: String
  let sender: String

  /// Makes the folders where they are missing.
  /// - Throws: `StartFailure` when that fails.
  init(_ folder: String, sender: String) throws {
    self.folder = folder
    self.sender = sender
    for path in [folder, "\(folder)/tmp", "\(folder)/new", "\(folder)/cur"] {
      if unsafe mkdir(path, 0o700) != 0 && errno != EEXIST {
        let reason = unsafe String(cString: strerror(errno))
        throw StartFailure.configuration(["SMTP_URL is not set, and \(path): \(reason)"])
      }
    }
  }

  /// A message's name is its own, so a second delivery takes the place of the first.
  func carry(_ parcel: Parcel) -> Verdict {
    let name = "\(parcel.createdAt.microseconds / 1_000_000).\(parcel.id).credopass"
    let draft = "\(folder)/tmp/\(name).\(parcel.lease)"
    // A phone has no mailbox; `invalid` can be nobody's (RFC 2606).
    let recipient =
      parcel.channel == .text ? "\(parcel.recipient)@phone.invalid" : parcel.recipient
    let bytes = Composed.mail(parcel, from: sender, to: recipient)
    guard write(bytes, draft), unsafe rename(draft, "\(folder)/new/\(name)") == 0 else {
      let code = errno
      _ = unsafe unlink(draft)
      return .later(unsafe "maildir: \(String(cString: strerror(code)))")
    }
    return .sent
  }

  /// Whether all is on disk; if not, errno says why.
  private func write(_ bytes: [UInt8], _ path: String) -> Bool {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return fsync(file) == 0
  }
}
