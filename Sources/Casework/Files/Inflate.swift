/// Unpacks what was packed with deflate (RFC 1951, in the frame of RFC 1950), up to a limit.
///
/// Written here because the decisions about files are pure; it is used to look into a file, never
/// to hand anything on, so that it favours plainness over speed.
package struct Inflate {
    /// Why nothing came of it.
    package enum Fault: Error {
        /// The data break the format.
        case malformed
        /// More would come out than is allowed.
        case tooLarge
    }

    private let input: ArraySlice<UInt8>
    private let bytesMax: Int
    private var position: Int
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    private init(_ input: ArraySlice<UInt8>, bytesMax: Int) {
        self.input = input
        self.bytesMax = bytesMax
        position = input.startIndex
    }

    /// The unpacked bytes of a zlib stream; what stands after its end is passed over.
    package static func zlib(_ data: ArraySlice<UInt8>, bytesMax: Int) throws(Fault) -> [UInt8] {
        guard data.count >= 2, let first = data.first else { throw .malformed }
        let second = data[data.startIndex + 1]
        guard first & 0x0F == 8, second & 0x20 == 0,
            (Int(first) << 8 | Int(second)) % 31 == 0
        else { throw .malformed }
        var inflate = Inflate(data.dropFirst(2), bytesMax: bytesMax)
        try inflate.run()
        return inflate.output
    }

    private mutating func run() throws(Fault) {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try stored()
            case 1: try block(Self.fixedLiterals, Self.fixedDistances)
            case 2:
                let codes = try dynamicCodes()
                try block(codes.literals, codes.distances)
            default: throw .malformed
            }
        }
    }

    // MARK: - Bits

    private mutating func take(_ count: Int) throws(Fault) -> Int {
        while bitCount < count {
            guard position < input.endIndex else { throw .malformed }
            bits |= UInt32(input[position]) << UInt32(bitCount)
            position += 1
            bitCount += 8
        }
        let value = bits & ((1 << UInt32(count)) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func put(_ byte: UInt8) throws(Fault) {
        guard output.count < bytesMax else { throw .tooLarge }
        output.append(byte)
    }

    // MARK: - Blocks

    private mutating func stored() throws(Fault) {
        bits = 0
        bitCount = 0
        let length = try take(16)
        guard try take(16) == ~length & 0xFFFF else { throw .malformed }
        for _ in 0..<length { try put(UInt8(try take(8))) }
    }

    private mutating func block(_ literals: Code, _ distances: Code) throws(Fault) {
        while true {
            let symbol = try symbol(of: literals)
            if symbol == 256 { return }
            if symbol < 256 {
                try put(UInt8(symbol))
                continue
            }
            guard symbol - 257 < Self.lengths.count else { throw .malformed }
            let (base, extra) = Self.lengths[symbol - 257]
            let length = base + (try take(extra))
            let place = try self.symbol(of: distances)
            guard place < Self.distances.count else { throw .malformed }
            let distance = Self.distances[place].base + (try take(Self.distances[place].extra))
            guard distance <= output.count else { throw .malformed }
            for _ in 0..<length { try put(output[output.count - distance]) }
        }
    }

    private mutating func symbol(of code: Code) throws(Fault) -> Int {
        var (value, first, index) = (0, 0, 0)
        for length in 1..<code.counts.count {
            value |= try take(1)
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw .malformed
    }

    private mutating func dynamicCodes() throws(Fault) -> (literals: Code, distances: Code) {
        let (literalCount, distanceCount) = (try take(5) + 257, try take(5) + 1)
        let lengthCount = try take(4) + 4
        var lengths = [Int](repeating: 0, count: 19)
        for place in Self.order.prefix(lengthCount) { lengths[place] = try take(3) }
        let code = try Code(lengths[...])
        var all: [Int] = []
        while all.count < literalCount + distanceCount {
            switch try symbol(of: code) {
            case 16:
                guard let last = all.last else { throw .malformed }
                all += [Int](repeating: last, count: 3 + (try take(2)))
            case 17: all += [Int](repeating: 0, count: 3 + (try take(3)))
            case 18: all += [Int](repeating: 0, count: 11 + (try take(7)))
            case let length: all.append(length)
            }
        }
        guard all.count == literalCount + distanceCount else { throw .malformed }
        return (try Code(all[..<literalCount]), try Code(all[literalCount...]))
    }

    // MARK: - Codes

    /// A prefix code: how many codes of each length there are, and the symbols in their order.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: ArraySlice<Int>) throws(Fault) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            // More codes than the lengths have room for can be read in two ways.
            var left = 1
            for length in 1..<16 {
                left = left << 1 - counts[length]
                guard left >= 0 else { throw .malformed }
            }
            // Where the symbols of each length begin.
            var places = [Int](repeating: 0, count: 16)
            for length in 2..<16 { places[length] = places[length - 1] + counts[length - 1] }
            symbols = [Int](repeating: 0, count: counts.reduce(0, +))
            for (symbol, length) in lengths.enumerated() where length > 0 {
                symbols[places[length]] = symbol
                places[length] += 1
            }
        }

        /// A code known to be right.
        init(counts: [Int], symbols: [Int]) {
            self.counts = counts
            self.symbols = symbols
        }
    }

    private static let fixedLiterals: Code = {
        var counts = [Int](repeating: 0, count: 16)
        (counts[7], counts[8], counts[9]) = (24, 152, 112)
        return Code(
            counts: counts,
            symbols: Array(256..<280) + Array(0..<144) + Array(280..<288) + Array(144..<256))
    }()

    private static let fixedDistances: Code = {
        var counts = [Int](repeating: 0, count: 16)
        counts[5] = 30
        return Code(counts: counts, symbols: Array(0..<30))
    }()

    private static let order = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]

    private static let lengths: [(base: Int, extra: Int)] = [
        (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1),
        (15, 1), (17, 1), (19, 2), (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3),
        (67, 4), (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
    ]

    private static let distances: [(base: Int, extra: Int)] = [
        (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2), (17, 3), (25, 3),
        (33, 4), (49, 4), (65, 5), (97, 5), (129, 6), (193, 6), (257, 7), (385, 7), (513, 8),
        (769, 8), (1025, 9), (1537, 9), (2049, 10), (3073, 10), (4097, 11), (6145, 11),
        (8193, 12), (12289, 12), (16385, 13), (24577, 13),
    ]
}
