import Foundation

/// One measured figure, printed as one JSON object on one line.
struct Figure {
    /// What was measured.
    let name: String
    /// The median over the rounds.
    let value: Double
    /// The unit of ``value``.
    let unit: String
    /// The raw limit or the peer measured in the same run; nil for a raw limit itself.
    var against: String?
    /// The value divided by that limit; for times and sizes the limit is the aim itself.
    var ratio: Double?
    /// The engine below, where there is one: `sqlite` or `postgres`.
    var store: String?

    /// Prints the figure at once, also when standard output is a pipe.
    func show() {
        let members = [
            "\"name\":\"\(name)\"", "\"value\":\(Self.number(value))", "\"unit\":\"\(unit)\"",
            "\"against\":\(Self.text(against))",
            "\"ratio\":\(ratio.map(Self.number) ?? "null")", "\"store\":\(Self.text(store))",
        ]
        let line = "{" + members.joined(separator: ",") + "}\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }

    private static func text(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }

    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        return String(format: abs(value) >= 100 ? "%.0f" : "%.3f", value)
    }
}

/// The median; the mean of the middle two of an even number.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// Calls the body until so many seconds have passed, and gives what it did in one second.
///
/// - Parameter body: does some work and says how much.
func perSecond(for seconds: Double, _ body: () throws -> Int) rethrows -> Double {
    let start = ContinuousClock.now
    var count = 0
    while (ContinuousClock.now - start) < .seconds(seconds) { count += try body() }
    return Double(count) / (ContinuousClock.now - start).inSeconds
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
