/// Two works measured in turn, in slices so short that whatever else the machine does meets both
/// alike; which of them goes first changes from pair to pair.
struct PairedSlices {
    /// How many pairs are measured.
    static let count = 45
    /// How long a slice is, in seconds.
    static let seconds = 0.1

    /// What the raw call does in a second.
    let raw: Double
    /// What our work does in a second.
    let own: Double
    /// The median of what our work reaches of the raw call in the same pair.
    let ratio: Double

    /// Measures; each body says how much it did.
    init(raw: () throws -> Int, own: () throws -> Int) rethrows {
        var pairs: [(raw: Double, own: Double)] = []
        for number in 0..<Self.count {
            var bare = 0.0
            if number % 2 == 0 { bare = try perSecond(for: Self.seconds, raw) }
            let full = try perSecond(for: Self.seconds, own)
            if number % 2 == 1 { bare = try perSecond(for: Self.seconds, raw) }
            pairs.append((bare, full))
        }
        self.raw = median(pairs.map(\.raw))
        self.own = median(pairs.map(\.own))
        ratio = median(pairs.map { $0.own / $0.raw })
    }
}
