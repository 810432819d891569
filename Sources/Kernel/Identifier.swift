/// The random name of one thing of a kind, safe in a URL: it says nothing about a person.
///
/// `Identifier<Consent>` and `Identifier<Share>` do not mix.
package struct Identifier<Entity>: Hashable, Sendable {
    /// 26 lower-case letters and digits (Crockford's base 32): 128 random bits.
    package let text: String

    /// Reads an identifier that came from outside; nil unless it has exactly the shape of ours.
    package init?(_ text: String) {
        guard text.utf8.count == 26, text.utf8.allSatisfy(identifierAlphabet.contains) else {
            return nil
        }
        self.text = text
    }

    /// Takes a text that our own store holds.
    package init(stored text: String) {
        self.text = text
    }

    /// Makes an identifier of 16 random bytes.
    package init(random: RandomSource) {
        self.text = randomIdentifierText(random)
    }

    /// Makes an identifier that sorts by the moment in which it was made: 48 bits of milliseconds,
    /// then 80 random bits.
    ///
    /// For rows that are only added: their index grows at its end, where random names would touch a
    /// page of their own each. Nobody can guess one; only where the moment is no secret.
    package init(at: Instant, random: RandomSource) {
        let moment = stride(from: 40, through: 0, by: -8).map { shift in
            UInt8(truncatingIfNeeded: at.milliseconds >> Int64(shift))
        }
        self.text = identifierText(moment + random.bytes(10))
    }
}

/// The port through which unpredictable bytes come in.
package struct RandomSource: Sendable {
    /// So many bytes from a cryptographic generator.
    package var bytes: @Sendable (_ count: Int) -> [UInt8]

    /// A source that calls the given function.
    package init(bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// A uniformly random number below `bound`, without modulo bias.
    ///
    /// - Precondition: `bound` is from 1 to 2^31.
    package func below(_ bound: Int) -> Int {
        precondition(bound >= 1 && bound <= 1 << 31)
        let limit = UInt64(1 << 32) / UInt64(bound) * UInt64(bound)
        while true {
            let value = bytes(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if value < limit { return Int(value % UInt64(bound)) }
        }
    }
}

private let identifierAlphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

/// 16 random bytes as 26 letters and digits of Crockford's base 32.
package func randomIdentifierText(_ random: RandomSource) -> String {
    identifierText(random.bytes(16))
}

/// 16 bytes as 26 letters and digits, in the order of the bytes.
private func identifierText(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(26)
    var accumulator: UInt32 = 0
    var bits = 0
    for byte in bytes {
        accumulator = (accumulator << 8 | UInt32(byte)) & 0xFFFF
        bits += 8
        while bits >= 5 {
            bits -= 5
            text.append(identifierAlphabet[Int(accumulator >> UInt32(bits) & 31)])
        }
    }
    text.append(identifierAlphabet[Int(accumulator << UInt32(5 - bits) & 31)])
    return String(decoding: text, as: UTF8.self)
}
