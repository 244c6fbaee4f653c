internal import CNNG

/// A failed nng call: its number in nng.h (NNG_ETIMEDOUT, NNG_ECONNREFUSED, …) and nng's words.
public struct NNGError: Error, Equatable, CustomStringConvertible {
  public let code: Int32

  public static let timedOut = NNGError(code: Int32(NNG_ETIMEDOUT.rawValue))
  public static let connectionReset = NNGError(code: Int32(NNG_ECONNRESET.rawValue))

  public init(code: Int32) { self.code = code }

  public var description: String { unsafe String(cString: nng_strerror(code)) }

  /// Throws when an nng call answered other than 0.
  static func check(_ code: Int32) throws(NNGError) {
    if code != 0 { throw NNGError(code: code) }
  }
}
