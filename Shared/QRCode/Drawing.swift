private import CQRCode

extension QRCode {
  /// A picture without a size of its own, one unit for each module (SVG 1.1).
  public var svg: String {
    var path = ""
    for row in 0..<span {
      var column = 0
      while column < span {
        guard isDark(column, row) else {
          column += 1
          continue
        }
        let start = column
        while isDark(column, row) { column += 1 }
        path += "M\(start) \(row)h\(column - start)v1h-\(column - start)z"
      }
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(span) \(span)" \
      shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(span)v\(span)h-\(span)z"/>\
      <path d="\(path)"/></svg>

      """
  }

  /// Pixels on each side of a module.
  private static let scale = 8

  /// A picture in grey, eight pixels to a module.
  /// - Throws: `QRCodeError.undrawn`.
  public var png: [UInt8] {
    get throws(QRCodeError) {
      let side = span * Self.scale
      var pixels = [UInt8](repeating: 255, count: side * side)
      for row in 0..<side {
        for column in 0..<side where isDark(column / Self.scale, row / Self.scale) {
          pixels[row * side + column] = 0
        }
      }
      return try Self.packed(pixels, side)
    }
  }

  /// libpng's simplified interface, which returns where the other jumps (libpng manual, VI).
  private static func packed(_ pixels: [UInt8], _ side: Int) throws(QRCodeError) -> [UInt8] {
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    unsafe image.width = png_uint_32(side)
    unsafe image.height = png_uint_32(side)
    // PNG_FORMAT_GRAY: no colour, no alpha, eight bits.
    unsafe image.format = 0
    // What the manual gives as never exceeded: the pixels stored as they are, with room for heads.
    var size = png_alloc_size_t(pixels.count + pixels.count / 8 + 4096)
    var bytes = [UInt8](repeating: 0, count: Int(size))
    guard unsafe png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil) != 0 else {
      throw .undrawn
    }
    return Array(bytes.prefix(Int(size)))
  }
}
