import Kernel

/// How often a wrong code may be typed, so that guessing stays below a stated risk.
///
/// Risk = tries × live codes ÷ 31⁶; the numbers are worked out in `docs/threat-model.md`.
package struct GuessingLimits: Hashable, Sendable {
    /// Wrong codes by one verifier in ten minutes.
    package var perVerifierTenMinutes = 5
    /// Wrong codes by one verifier in a day.
    package var perVerifierDay = 20
    /// Wrong codes by all verifiers in an hour; above it a typed code needs the holder's tap.
    package var overallHour = 600
    /// Wrong codes of an hour × live codes: at 31⁶ codes at most 0.00676 expected hits an hour.
    package var triesTimesLiveMax: Int64 = 6_000_000

    /// The limits that `docs/threat-model.md` computes with.
    package init() {}

    /// Seconds until the verifier may type again; nil when they may now.
    package func retryAfterSeconds(tenMinutes: Int, day: Int) -> Int? {
        if day >= perVerifierDay { return 86_400 }
        return tenMinutes >= perVerifierTenMinutes ? 600 : nil
    }

    /// The wrong codes of an hour above which the holder must confirm, with so many live codes.
    ///
    /// The more codes live, the fewer tries are safe: tries × live codes stays below a constant.
    package func overallMax(live: Int64) -> Int {
        min(overallHour, Int(triesTimesLiveMax / max(live, 1)))
    }
}
