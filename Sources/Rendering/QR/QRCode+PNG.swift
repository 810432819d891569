import CGD

extension QRCode {
    /// A PNG, black on white with the quiet zone; nil only when memory runs out.
    ///
    /// - Precondition: `pixelsPerModule` is from 1 to 40.
    package func png(pixelsPerModule scale: Int = 8) -> [UInt8]? {
        precondition((1...40).contains(scale))
        let side = Int32((width + 2 * QRCode.quietZone) * scale)
        guard let image = unsafe gdImageCreate(side, side) else { return nil }
        defer { unsafe gdImageDestroy(image) }
        // The first colour of a palette is the background.
        _ = unsafe gdImageColorAllocate(image, 255, 255, 255)
        let dark = unsafe gdImageColorAllocate(image, 0, 0, 0)
        for index in modules.indices where modules[index] {
            let left = Int32((index % width + QRCode.quietZone) * scale)
            let top = Int32((index / width + QRCode.quietZone) * scale)
            let last = Int32(scale - 1)
            unsafe gdImageFilledRectangle(image, left, top, left + last, top + last, dark)
        }
        var size: Int32 = 0
        guard let data = unsafe gdImagePngPtr(image, &size) else { return nil }
        defer { unsafe gdFree(data) }
        return unsafe Array(UnsafeRawBufferPointer(start: data, count: Int(size)))
    }
}
