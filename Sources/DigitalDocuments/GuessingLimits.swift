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

    /// The limits that `docs/threat-model.md` computes with.
    package init() {}

    /// What a verifier may do with a typed code.
    package enum Verdict: Hashable, Sendable {
        /// The code may be tried.
        case allowed
        /// The holder must confirm first; the QR code works without it.
        case holderMustConfirm
        /// No more tries for a while.
        case refused(retryAfterSeconds: Int)
    }

    /// Decides by the wrong codes counted so far.
    package func verdict(tenMinutes: Int, day: Int, overall: Int) -> Verdict {
        if day >= perVerifierDay { return .refused(retryAfterSeconds: 86_400) }
        if tenMinutes >= perVerifierTenMinutes { return .refused(retryAfterSeconds: 600) }
        return overall >= overallHour ? .holderMustConfirm : .allowed
    }
}
