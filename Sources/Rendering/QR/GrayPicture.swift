import CGD

/// Brightness of every pixel, row by row: 0 black to 255 white.
struct GrayPicture: Sendable {
    let width: Int
    let height: Int
    let pixels: [UInt8]

    /// Decodes a picture whose header has been checked; nil when the decoder refuses it.
    init?(_ bytes: [UInt8], header: PictureHeader) {
        _ = GrayPicture.silence
        guard let bytes = header.kind == .png ? PNGChunks.essential(bytes) : bytes else {
            return nil
        }
        let count = Int32(bytes.count)
        let decoded = unsafe bytes.withUnsafeBytes { buffer -> gdImagePtr? in
            // gd takes a mutable pointer and only reads from it.
            let data = unsafe UnsafeMutableRawPointer(mutating: buffer.baseAddress)
            return switch header.kind {
            case .png: unsafe gdImageCreateFromPngPtr(count, data)
            case .jpeg: unsafe gdImageCreateFromJpegPtr(count, data)
            case .webP: unsafe gdImageCreateFromWebpPtr(count, data)
            }
        }
        guard let image = unsafe decoded else { return nil }
        defer { unsafe gdImageDestroy(image) }
        // What was decoded must be what was measured.
        guard unsafe Int(image.pointee.sx) == header.width,
            unsafe Int(image.pointee.sy) == header.height,
            unsafe gdImagePaletteToTrueColor(image) != 0,
            let rows = unsafe image.pointee.tpixels
        else { return nil }
        width = header.width
        height = header.height
        pixels = unsafe GrayPicture.brightness(rows, width: width, height: height)
    }

    /// Set once: gd keeps the error method in one variable for the whole process.
    private static let silence: Void = cgd_silence()

    private init(width: Int, height: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    private static func brightness(
        _ rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>, width: Int, height: Int
    ) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            for y in 0..<height {
                guard let row = unsafe rows[y] else { break }
                for x in 0..<width {
                    let pixel = unsafe UInt32(bitPattern: row[x])
                    unsafe buffer.initializeElement(
                        at: y * width + x, to: GrayPicture.brightness(pixel))
                }
                count = (y + 1) * width
            }
        }
    }

    /// Luma of ITU-R BT.601 over white; gd's alpha is 0 for opaque, 127 for transparent.
    private static func brightness(_ pixel: UInt32) -> UInt8 {
        let red = pixel >> 16 & 255
        let green = pixel >> 8 & 255
        let blue = pixel & 255
        let luma = (red * 299 + green * 587 + blue * 114) / 1000
        let alpha = pixel >> 24 & 127
        return UInt8(truncatingIfNeeded: (luma * (127 - alpha) + 255 * alpha) / 127)
    }

    /// The picture at half its size, each pixel the mean of four.
    var halved: GrayPicture {
        let newWidth = width / 2
        let newHeight = height / 2
        var output: [UInt8] = []
        output.reserveCapacity(newWidth * newHeight)
        for y in 0..<newHeight {
            let upper = 2 * y * width
            let lower = upper + width
            for x in 0..<newWidth {
                let sum =
                    UInt16(pixels[upper + 2 * x]) + UInt16(pixels[upper + 2 * x + 1])
                    + UInt16(pixels[lower + 2 * x]) + UInt16(pixels[lower + 2 * x + 1])
                output.append(UInt8(truncatingIfNeeded: sum / 4))
            }
        }
        return GrayPicture(width: newWidth, height: newHeight, pixels: output)
    }
}
