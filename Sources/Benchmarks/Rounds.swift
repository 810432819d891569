/// Samples of several rounds: everything is measured once a round, one after another, so that
/// whatever else the machine does meets all of it alike.
struct Rounds {
    /// How often everything is measured.
    static let count = 3

    private var samples: [String: [Double]] = [:]

    /// Notes a sample.
    mutating func note(_ name: String, _ value: Double) {
        samples[name, default: []].append(value)
    }

    /// The median of what was noted under the name.
    subscript(_ name: String) -> Double { median(samples[name] ?? []) }
}
