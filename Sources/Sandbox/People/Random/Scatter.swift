/// A one-to-one scattering of 0 ..< modulus: numbers that look random and never repeat.
///
/// n ↦ (n·multiplier + offset) mod modulus, which has an inverse as the multiplier and the modulus
/// have no common divisor. So person N's number is known without the others, and back again.
struct Scatter: Sendable {
    private let modulus: Int
    private let multiplier: Int
    private let inverse: Int
    private let offset: Int

    /// A scattering with this multiplier and an offset drawn from the seed.
    ///
    /// - Precondition: `multiplier` and `modulus` have no common divisor, and their product
    ///   fits into 63 bits.
    init(modulus: Int, multiplier: Int, seed: UInt64) {
        self.modulus = modulus
        self.multiplier = multiplier % modulus
        self.inverse = Scatter.inverse(of: multiplier % modulus, modulus: modulus)
        self.offset = Int(SplitMix64.mix(seed ^ UInt64(modulus)) % UInt64(modulus))
    }

    /// Where the number goes.
    func scattered(_ number: Int) -> Int {
        (number % modulus * multiplier + offset) % modulus
    }

    /// The number that goes here.
    func gathered(_ scattered: Int) -> Int {
        (scattered - offset + modulus) % modulus * inverse % modulus
    }

    /// The multiplicative inverse, by Euclid's extended algorithm.
    private static func inverse(of value: Int, modulus: Int) -> Int {
        var (previous, remainder) = (modulus, value)
        var (before, coefficient) = (0, 1)
        while remainder != 0 {
            let quotient = previous / remainder
            (previous, remainder) = (remainder, previous - quotient * remainder)
            (before, coefficient) = (coefficient, before - quotient * coefficient)
        }
        precondition(previous == 1, "multiplier and modulus have a common divisor")
        return before < 0 ? before + modulus : before
    }
}
