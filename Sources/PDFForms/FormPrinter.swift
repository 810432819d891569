import Casework
import Kernel
import Rendering
import Synchronization

/// Prints filled-in forms as PDF: real text in embedded fonts, the same bytes for the same form.
package enum FormPrinter {
    /// Why a form cannot be printed.
    package enum Fault: Error, Hashable, Sendable {
        /// The fonts have no shape for so many letters; Debian's `fonts-noto-core` is missing.
        case lettersMissing(Int)
        /// The address is too long for a code.
        case linkTooLong
        /// The library met a fault, such as no memory.
        case notMade
    }

    /// Prints a form on A4.
    package static func pdf(_ form: ResultForm) throws(Fault) -> [UInt8] {
        guard let code = try? QRCode.encode(form.footing.link) else { throw .linkTooLong }
        let result: Result<[UInt8], Fault> = fonts.withLock { fonts in
            if fonts.map == nil { fonts.map = FontMap() }
            guard let map = fonts.map else { return .failure(.notMade) }
            let sheet = Sheet(form, code: code, fonts: map)
            sheet.print()
            guard sheet.canvas.missingLetters == 0 else {
                return .failure(.lettersMissing(sheet.canvas.missingLetters))
            }
            guard let file = sheet.canvas.finish() else { return .failure(.notMade) }
            return .success(file)
        }
        return try result.get()
    }

    /// Pango's fonts belong to one task at a time.
    private struct Fonts: ~Copyable {
        var map: FontMap?
    }

    private static let fonts = Mutex(Fonts())
}
