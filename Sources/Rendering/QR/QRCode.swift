import CQREncode

/// A QR code (ISO/IEC 18004) of a text.
package struct QRCode: Sendable, Hashable {
    /// How much of the picture may be lost: about 7, 15, 25 and 30 per cent.
    package enum ErrorCorrection: Sendable, CaseIterable {
        case low, medium, quartile, high
    }

    /// Why a text has no QR code.
    package enum Fault: Error, Hashable, Sendable {
        case empty
        /// Longer than the largest code holds: 2,953 bytes at low correction, 1,273 at high.
        case tooLong
        /// The library had no memory.
        case notMade
    }

    /// Modules along a side, from 21 to 177.
    package let width: Int
    /// The modules row by row; true is dark.
    package let modules: [Bool]

    /// The light border that readers need, in modules (ISO/IEC 18004 section 6.3.8).
    package static let quietZone = 4

    /// Encodes the UTF-8 bytes of the text in the smallest code that holds them.
    package static func encode(
        _ text: String, errorCorrection: ErrorCorrection = .medium
    ) throws(Fault) -> QRCode {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= errorCorrection.largestByteCount else { throw .tooLong }
        // Version 0 lets the library choose the smallest.
        guard
            let code = unsafe QRcode_encodeData(
                Int32(bytes.count), bytes, 0, errorCorrection.level)
        else { throw .notMade }
        defer { unsafe QRcode_free(code) }
        let width = unsafe Int(code.pointee.width)
        guard let data = unsafe code.pointee.data else { throw .notMade }
        // Bit 0 of each byte is the colour; the others say what the module is for.
        let modules = (0..<width * width).map { unsafe data[$0] & 1 == 1 }
        return QRCode(width: width, modules: modules)
    }
}

extension QRCode.ErrorCorrection {
    var level: QRecLevel {
        switch self {
        case .low: QR_ECLEVEL_L
        case .medium: QR_ECLEVEL_M
        case .quartile: QR_ECLEVEL_Q
        case .high: QR_ECLEVEL_H
        }
    }

    /// The capacity of version 40 in byte mode (ISO/IEC 18004, table 7).
    var largestByteCount: Int {
        switch self {
        case .low: 2953
        case .medium: 2331
        case .quartile: 1663
        case .high: 1273
        }
    }
}
