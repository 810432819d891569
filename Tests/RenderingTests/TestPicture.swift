import CGD

@testable import Rendering

/// A grey picture made for a test, and encoded by gd.
struct TestPicture {
    enum Format: CaseIterable {
        case png, jpeg, webPLossy, webPLossless
    }

    let width: Int
    let height: Int
    private(set) var pixels: [UInt8] = []

    init(width: Int, height: Int, brightness: (_ x: Int, _ y: Int) -> UInt8) {
        self.width = width
        self.height = height
        pixels.reserveCapacity(width * height)
        for y in 0..<height { for x in 0..<width { pixels.append(brightness(x, y)) } }
    }

    init(showing code: QRCode, scale: Int = 6) {
        let side = (code.width + 2 * QRCode.quietZone) * scale
        self.init(width: side, height: side) { x, y in
            let column = x / scale - QRCode.quietZone
            let row = y / scale - QRCode.quietZone
            guard (0..<code.width).contains(column), (0..<code.width).contains(row) else {
                return 250
            }
            return code.modules[row * code.width + column] ? 20 : 250
        }
    }

    subscript(x: Int, y: Int) -> UInt8 {
        (0..<width).contains(x) && (0..<height).contains(y) ? pixels[y * width + x] : 250
    }

    /// Turned around its middle, on a sheet large enough for every angle.
    func turned(degrees: Double) -> TestPicture {
        let angle = degrees * .pi / 180
        let (cosine, sine) = (cosineOf(angle), cosineOf(angle - .pi / 2))
        let side = width * 3 / 2
        return TestPicture(width: side, height: side) { x, y in
            let (dx, dy) = (Double(x - side / 2), Double(y - side / 2))
            return self[
                Int((dx * cosine + dy * sine).rounded()) + width / 2,
                Int((dy * cosine - dx * sine).rounded()) + height / 2]
        }
    }

    func slanted(by shear: Double) -> TestPicture {
        let extra = Int(Double(height) * shear)
        return TestPicture(width: width + extra, height: height) { x, y in
            self[x - Int(Double(y) * shear), y]
        }
    }

    func placed(inWidth newWidth: Int, height newHeight: Int) -> TestPicture {
        TestPicture(width: newWidth, height: newHeight) { x, y in
            self[x - newWidth / 3, y - newHeight / 3]
        }
    }

    func beside(_ other: TestPicture) -> TestPicture {
        TestPicture(width: width + other.width, height: max(height, other.height)) { x, y in
            x < width ? self[x, y] : other[x - width, y]
        }
    }

    func encoded(_ format: Format) -> [UInt8] {
        guard let image = unsafe gdImageCreateTrueColor(Int32(width), Int32(height)) else {
            return []
        }
        defer { unsafe gdImageDestroy(image) }
        for y in 0..<height {
            for x in 0..<width {
                let gray = Int32(pixels[y * width + x])
                unsafe gdImageSetPixel(image, Int32(x), Int32(y), gray << 16 | gray << 8 | gray)
            }
        }
        var size: Int32 = 0
        let data =
            switch format {
            case .png: unsafe gdImagePngPtr(image, &size)
            case .jpeg: unsafe gdImageJpegPtr(image, &size, 85)
            case .webPLossy: unsafe gdImageWebpPtrEx(image, &size, 80)
            case .webPLossless: unsafe gdImageWebpPtrEx(image, &size, 101)
            }
        guard let data = unsafe data else { return [] }
        defer { unsafe gdFree(data) }
        return unsafe Array(UnsafeRawBufferPointer(start: data, count: Int(size)))
    }
}

/// The Taylor series, which is exact enough for a picture: no Foundation for one function.
private func cosineOf(_ angle: Double) -> Double {
    var reduced = angle
    while reduced > .pi { reduced -= 2 * .pi }
    while reduced < -.pi { reduced += 2 * .pi }
    var term = 1.0
    var sum = 1.0
    for index in 1...12 {
        term *= -reduced * reduced / Double((2 * index - 1) * (2 * index))
        sum += term
    }
    return sum
}
