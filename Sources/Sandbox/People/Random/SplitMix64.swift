/// The generator behind the synthetic world: the same seed gives the same numbers on every machine.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
/// Predictable on purpose, so never a source of secrets.
package struct SplitMix64: Sendable {
    private var state: UInt64

    /// A generator that starts at this seed.
    package init(seed: UInt64) {
        self.state = seed
    }

    /// The generator of one thing about one person, independent of all the others.
    package init(seed: UInt64, stream: Stream, index: Int) {
        let base = SplitMix64.mix(seed &+ stream.rawValue &* SplitMix64.step)
        self.state = SplitMix64.mix(base ^ UInt64(index) &* SplitMix64.step)
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= SplitMix64.step
        return SplitMix64.mix(state)
    }

    /// A number from 0 to `bound` - 1.
    ///
    /// The bias of at most bound ÷ 2^64 does not matter for made-up people.
    /// - Precondition: `bound` is at least 1.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound >= 1)
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of the range, both ends included.
    package mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True so many times in a thousand.
    package mutating func chance(perThousand: Int) -> Bool {
        below(1000) < perThousand
    }

    /// An element of the list.
    ///
    /// - Precondition: the list is not empty.
    package mutating func pick<Element>(_ list: [Element]) -> Element {
        list[below(list.count)]
    }

    /// The position of a weight, each taken as often as it weighs.
    ///
    /// - Precondition: the weights' sum is at least 1.
    package mutating func pick(weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (position, weight) in weights.enumerated() {
            if rest < weight { return position }
            rest -= weight
        }
        return weights.count - 1
    }

    /// The finishing function: every 64-bit number goes to another one, none twice.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15
}

extension SplitMix64 {
    /// What a stream of numbers decides; a number is never given to another purpose.
    package enum Stream: UInt64, Sendable {
        case households = 1
        case birthdays = 2
        case phones = 3
        case identityCards = 4
        case driverLicenses = 5
        case vehicles = 6
        case birthCertificates = 7
        case diplomas = 8
        case socialAssistance = 9
        case recordIdentifiers = 10
    }
}
