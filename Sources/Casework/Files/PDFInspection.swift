/// Looks for what runs or carries files in a PDF (ISO 32000-1, 12.6.4 and 7.11.4), without trusting
/// its structure: names are decoded (`/J#61vaScript`), objects in packed streams are unpacked.
///
/// A file whose objects cannot be looked at, because they are encrypted, packed otherwise or too
/// large, is not taken either.
struct PDFInspection {
    /// The most bytes that all object streams of a file unpack to: 32 MiB.
    static let unpackedBytesMax = 32 << 20
    /// The most object streams of a file.
    static let objectStreamsMax = 4096
    /// How far apart the beginning of an object and its stream may be, in bytes.
    private static let dictionaryBytesMax = 64 << 10

    /// Names that are looked for in every byte of a file: long enough not to come up by chance.
    private static let anywhere: Set<String> = [
        "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "Rendition", "GoToE",
    ]
    /// Names so short that picture data may hold them: they count outside of streams.
    private static let outsideStreams: Set<String> = ["JS", "XFA"]

    /// Entries that say how a stream is read: what they are stands beside them and nowhere else,
    /// since an inspection that has to look it up elsewhere can be led astray.
    private static let direct: Set<String> = ["Filter", "Type"]

    /// The most bytes between such a name and the end of its value, comments included.
    private static let valueBytesMax = 128

    private var left = unpackedBytesMax
    private var streams = 0
    private var done: Set<Int> = []

    /// Throws what is found.
    static func check(_ bytes: [UInt8]) throws(FileKind.Fault) {
        var inspection = PDFInspection()
        try inspection.look(at: bytes[...], isUnpacked: false)
    }

    private mutating func look(
        at bytes: ArraySlice<UInt8>, isUnpacked: Bool
    ) throws(FileKind.Fault) {
        let regions = isUnpacked ? [] : Self.streams(in: bytes)
        var region = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == 0x2F else {
                index += 1
                continue
            }
            let (name, end) = Self.name(in: bytes, after: index)
            while region < regions.count, regions[region].upperBound <= index { region += 1 }
            let isInside = region < regions.count && regions[region].contains(index)
            if Self.anywhere.contains(name)
                || !isInside && Self.outsideStreams.contains(name)
            {
                throw .active("/" + name)
            }
            if !isInside, !isUnpacked, name == "Encrypt" { throw .active("/Encrypt") }
            if !isInside, Self.direct.contains(name), !Self.isDirect(bytes[end...]) {
                throw .active("/" + name)
            }
            if !isInside, !isUnpacked, name == "ObjStm" {
                try unpack(in: bytes, around: index, from: regions, region)
            }
            index = max(end, index + 1)
        }
    }

    /// Unpacks the object stream whose dictionary names itself so at the place.
    private mutating func unpack(
        in bytes: ArraySlice<UInt8>, around place: Int, from regions: [Range<Int>], _ region: Int
    ) throws(FileKind.Fault) {
        streams += 1
        guard streams <= Self.objectStreamsMax, region < regions.count,
            regions[region].lowerBound - place < Self.dictionaryBytesMax
        else { throw .active("/ObjStm") }
        // A name of another object says nothing of the stream that happens to follow.
        guard Self.find(Array("endobj".utf8), in: bytes[place..<regions[region].lowerBound]) == nil
        else { throw .active("/ObjStm") }
        // Many names may stand before one stream; it is unpacked once.
        guard done.insert(region).inserted else { return }
        let start = regions[..<region].last?.upperBound ?? bytes.startIndex
        let dictionary = bytes[
            max(start, place - Self.dictionaryBytesMax)..<regions[region].lowerBound]
        let own = Self.lastObject(in: dictionary)
        let names = Self.names(in: own)
        let data = bytes[regions[region]]
        let filters = names.filter { $0.hasSuffix("Decode") || Self.shortFilters.contains($0) }
        // Anything but plain deflate is a way to hide: no program needs it for objects.
        switch filters {
        case []: try look(at: data, isUnpacked: true)
        case ["FlateDecode"] where !names.contains("Predictor"),
            ["Fl"] where !names.contains("Predictor"):
            let unpacked: [UInt8]
            do throws(Inflate.Fault) {
                unpacked = try Inflate.zlib(data, bytesMax: left)
            } catch { throw error == .tooLarge ? .tooLarge : .active("/ObjStm") }
            left -= unpacked.count
            try look(at: unpacked[...], isUnpacked: true)
        default: throw .active("/ObjStm")
        }
    }

    private static let shortFilters: Set<String> = ["Fl", "LZW", "AHx", "A85", "RL", "Crypt"]

    // MARK: - Reading

    /// Whether a value is seen near its name, and neither it nor the first of an array that is none
    /// of names is a reference: `8 0 R`.
    private static func isDirect(_ bytes: ArraySlice<UInt8>) -> Bool {
        // However many names a file has, each costs a bounded look.
        let near = bytes.prefix(valueBytesMax)
        var rest = skippingBlanks(near)
        if rest.first == 0x5B {
            rest = skippingBlanks(rest.dropFirst())
            while rest.first == 0x2F {
                rest = skippingBlanks(near[name(in: near, after: rest.startIndex).end...])
            }
        }
        for _ in 0..<2 {
            let digits = rest.prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { break }
            rest = skippingBlanks(rest.dropFirst(digits.count))
        }
        let isCut = rest.isEmpty && near.count < bytes.count
        return !isCut && rest.first != 0x52
    }

    /// What follows blanks and comments.
    private static func skippingBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let byte = rest.first {
            if byte <= 0x20 {
                rest = rest.dropFirst()
            } else if byte == 0x25 {
                rest = rest.drop { $0 != 0x0A && $0 != 0x0D }
            } else {
                break
            }
        }
        return rest
    }

    /// The name after a slash, decoded, and where it ends.
    private static func name(
        in bytes: ArraySlice<UInt8>, after slash: Int
    ) -> (name: String, end: Int) {
        var characters: [UInt8] = []
        var index = slash + 1
        while index < bytes.endIndex, characters.count < 64, isRegular(bytes[index]) {
            if bytes[index] == 0x23, index + 2 < bytes.endIndex,
                let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
            {
                characters.append(high << 4 | low)
                index += 3
            } else {
                characters.append(bytes[index])
                index += 1
            }
        }
        return (String(decoding: characters, as: UTF8.self), index)
    }

    private static func names(in bytes: ArraySlice<UInt8>) -> [String] {
        var names: [String] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 0x2F {
                let (name, end) = name(in: bytes, after: index)
                names.append(name)
                index = max(end, index + 1)
            } else {
                index += 1
            }
        }
        return names
    }

    /// Where the data of streams are: from `stream` after a dictionary to the next `endstream`.
    private static func streams(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        let (begin, end) = (Array("stream".utf8), Array("endstream".utf8))
        var regions: [Range<Int>] = []
        var index = bytes.startIndex
        while let start = find(begin, in: bytes[index...]) {
            index = start + begin.count
            guard index < bytes.endIndex, bytes[index] == 0x0A || bytes[index] == 0x0D,
                follows(dictionaryAt: start, in: bytes)
            else { continue }
            let data = index + (bytes[index] == 0x0D ? 2 : 1)
            guard data <= bytes.endIndex, let stop = find(end, in: bytes[data...]) else { break }
            regions.append(data..<stop)
            index = stop + end.count
        }
        return regions
    }

    private static func follows(dictionaryAt start: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        var before = start - 1
        while before >= bytes.startIndex, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[before]) {
            before -= 1
        }
        return before > bytes.startIndex && bytes[before] == 0x3E && bytes[before - 1] == 0x3E
    }

    /// What stands after the last beginning of an object.
    private static func lastObject(in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let word = Array(" obj".utf8)
        var own = bytes
        while let place = find(word, in: own) { own = own[(place + word.count)...] }
        return own
    }

    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= needle.count, let first = needle.first else { return nil }
        var index = bytes.startIndex
        while index <= bytes.endIndex - needle.count {
            if bytes[index] == first, bytes[index..<index + needle.count].elementsEqual(needle) {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Neither blank nor delimiter (ISO 32000-1, 7.2.2).
    private static func isRegular(_ byte: UInt8) -> Bool {
        byte > 0x20 && !Self.delimiters.contains(byte) && byte != 0x7F
    }

    private static let delimiters: Set<UInt8> = Set("()<>[]{}/%".utf8)

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
