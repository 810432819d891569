import CZBar

/// Reads QR codes out of pictures that people send: camera frames, photographs, screenshots.
///
/// Takes tens of milliseconds of processor and up to four bytes a pixel: call it from a thread of
/// its own, not from the cooperative pool, and bound how many run at once.
package enum QRReader {
    /// The largest file taken, in bytes: 4 MiB.
    package static let largestByteCount = 4 << 20
    /// The largest picture taken, in pixels: 16 Mpx (a 4032 by 3024 photograph fits).
    package static let largestPixelCount = 16 << 20
    /// A picture is also read at half its size, again and again, down to this many pixels a side:
    /// zbar finds small codes at full size and turned codes better at a smaller one.
    static let smallestSide = 120

    /// Why nothing was read.
    package enum Fault: Error, Hashable, Sendable {
        /// More bytes or more pixels than the limits; nothing was decoded.
        case tooLarge
        /// Neither PNG, JPEG nor WebP, or damaged.
        case notAPicture
        /// A picture without a readable QR code.
        case noCode
    }

    /// The texts of all QR codes in the picture, at least one.
    ///
    /// A code whose bytes are not UTF-8 is not ours and counts as none.
    package static func read(_ picture: [UInt8]) throws(Fault) -> [String] {
        guard picture.count <= largestByteCount else { throw .tooLarge }
        guard let header = PictureHeader(picture) else { throw .notAPicture }
        guard header.width <= largestPixelCount / header.height else { throw .tooLarge }
        guard let gray = GrayPicture(picture, header: header) else { throw .notAPicture }
        var texts: [String] = []
        var smaller: GrayPicture? = gray
        while let current = smaller {
            for text in scan(current) where !texts.contains(text) { texts.append(text) }
            let side = min(current.width, current.height) / 2
            smaller = side >= smallestSide ? current.halved : nil
        }
        guard !texts.isEmpty else { throw .noCode }
        return texts
    }

    private static func scan(_ picture: GrayPicture) -> [String] {
        guard let scanner = unsafe zbar_image_scanner_create() else { return [] }
        defer { unsafe zbar_image_scanner_destroy(scanner) }
        unsafe zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        unsafe zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        // Without this the library guesses an encoding, and takes some Kazakh texts for Japanese.
        unsafe zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1)
        guard let image = unsafe zbar_image_create() else { return [] }
        defer { unsafe zbar_image_destroy(image) }
        unsafe zbar_image_set_format(image, fourCharacters("Y800"))
        unsafe zbar_image_set_size(image, UInt32(picture.width), UInt32(picture.height))
        // The pixels are lent for as long as the closure runs; no clean-up handler, so zbar never
        // frees them.
        return unsafe picture.pixels.withUnsafeBytes { pixels in
            unsafe zbar_image_set_data(image, pixels.baseAddress, UInt(pixels.count), nil)
            defer { unsafe zbar_image_set_data(image, nil, 0, nil) }
            guard unsafe zbar_scan_image(scanner, image) > 0 else { return [] }
            return unsafe texts(in: image)
        }
    }

    private static func texts(in image: OpaquePointer) -> [String] {
        var texts: [String] = []
        var symbol = unsafe zbar_image_first_symbol(image)
        while let current = unsafe symbol {
            if let data = unsafe zbar_symbol_get_data(current) {
                let count = unsafe Int(zbar_symbol_get_data_length(current))
                let bytes = unsafe UnsafeRawBufferPointer(start: data, count: count)
                if let text = unsafe String(validating: bytes, as: UTF8.self),
                    !texts.contains(text)
                {
                    texts.append(text)
                }
            }
            unsafe symbol = zbar_symbol_next(current)
        }
        return texts
    }

    private static func fourCharacters(_ name: StaticString) -> UInt {
        "\(name)".utf8.reversed().reduce(0) { $0 << 8 | UInt($1) }
    }
}
