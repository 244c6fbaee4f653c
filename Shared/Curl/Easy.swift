internal import CCurl

/// Owns the handle of one transfer; used by one thread.
@safe struct Easy: ~Copyable {
  private let handle: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
  private var failure = CURLE_OK

  /// "This function is thread-safe since libcurl 7.84.0" (curl_global_init(3)); once is enough.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init() throws(TransferFailure) {
    guard Self.isReady, let handle = unsafe curl_easy_init() else {
      throw TransferFailure(CURLE_FAILED_INIT)
    }
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe curl_easy_cleanup(handle)
    // "You must keep the list around until you no longer use this handle" (CURLOPT_HTTPHEADER(3)).
    for index in unsafe lists.indices { unsafe curl_slist_free_all(lists[index]) }
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    note(unsafe credopass_curl_number(handle, option, value))
  }

  /// libcurl copies the text.
  mutating func set(_ option: CURLoption, _ value: String) {
    note(unsafe credopass_curl_text(handle, option, value))
  }

  mutating func set(_ option: CURLoption, _ values: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for value in values {
      // "Returns a null pointer if anything went wrong", and the list stays as it was.
      guard let longer = unsafe curl_slist_append(list, value) else {
        unsafe curl_slist_free_all(list)
        return note(CURLE_OUT_OF_MEMORY)
      }
      unsafe list = unsafe longer
    }
    guard let whole = unsafe list else { return }
    unsafe lists.append(whole)
    note(unsafe credopass_curl_list(handle, option, whole))
  }

  /// What every transfer is held to.
  mutating func hold(to terms: TransferTerms, _ address: WebAddress) {
    set(CURLOPT_URL, address.text)
    set(CURLOPT_PROTOCOLS_STR, address.scheme)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_CONNECTTIMEOUT_MS, terms.connecting.milliseconds)
    set(CURLOPT_TIMEOUT_MS, terms.whole.milliseconds)
    // A name server that does not answer would hold up the end beyond the limit.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    if let file = terms.authorities { set(CURLOPT_CAINFO, file) }
    // The environment's proxies are for the web outside.
    if address.isLoopback || address.isMail { set(CURLOPT_NOPROXY, "*") }
  }

  /// Runs the transfer: the server's last answer code, 0 when it gave none, and how it ended.
  mutating func perform(
    sending upload: Upload? = nil, into download: Download
  ) -> (code: Int, ended: CURLcode) {
    note(unsafe credopass_curl_call(handle, CURLOPT_WRITEFUNCTION, Download.take))
    let sink = unsafe Unmanaged.passUnretained(download).toOpaque()
    note(unsafe credopass_curl_state(handle, CURLOPT_WRITEDATA, sink))
    if let upload {
      note(unsafe credopass_curl_call(handle, CURLOPT_READFUNCTION, Upload.give))
      let source = unsafe Unmanaged.passUnretained(upload).toOpaque()
      note(unsafe credopass_curl_state(handle, CURLOPT_READDATA, source))
    }
    guard failure == CURLE_OK else { return (0, failure) }
    let ended = unsafe curl_easy_perform(handle)
    withExtendedLifetime((upload, download)) {}
    var code = 0
    note(unsafe credopass_curl_answer(handle, &code))
    return (code, ended)
  }

  private mutating func note(_ code: CURLcode) {
    if failure == CURLE_OK { failure = code }
  }
}

/// Bytes on their way out. Only the transfer's thread touches it, while `perform` runs.
final class Upload {
  private let bytes: [UInt8]
  private var taken = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The server has had the chance to read all.
  var isTaken: Bool { taken == bytes.count }

  static let give: credopass_curl_data = { place, size, count, state in
    guard let place = unsafe place, let state = unsafe state else { return 0 }
    let upload = unsafe Unmanaged<Upload>.fromOpaque(state).takeUnretainedValue()
    let part = upload.bytes[upload.taken...].prefix(size * count)
    let target = unsafe UnsafeMutableRawBufferPointer(start: place, count: size * count)
    unsafe target.copyBytes(from: part)
    upload.taken += part.count
    return part.count
  }
}

/// Bytes coming in, up to a limit. Only the transfer's thread touches it, while `perform` runs.
final class Download {
  private let limit: Int
  private(set) var bytes: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  static let take: credopass_curl_data = { place, size, count, state in
    guard let place = unsafe place, let state = unsafe state else { return 0 }
    let download = unsafe Unmanaged<Download>.fromOpaque(state).takeUnretainedValue()
    let part = unsafe UnsafeRawBufferPointer(start: place, count: size * count)
    // Taking fewer bytes than offered ends the transfer (CURLOPT_WRITEFUNCTION(3)).
    guard download.bytes.count + part.count <= download.limit else { return 0 }
    unsafe download.bytes += unsafe part
    return part.count
  }
}

extension Duration {
  var milliseconds: Int { Int(self / .milliseconds(1)) }
}
