/// The answer to a question of law: yes, no, or cannot tell, each with its reasons.
///
/// An absent fact is never a no: it is ``cannotTell``.
package enum Verdict: String, CaseIterable, Sendable, Hashable {
    case yes
    case no
    case cannotTell

    /// Both must hold (Kleene): a no decides, a yes needs two.
    package func and(_ other: Verdict) -> Verdict {
        if self == .no || other == .no { return .no }
        return self == .yes && other == .yes ? .yes : .cannotTell
    }

    /// One must hold (Kleene): a yes decides, a no needs two.
    package func or(_ other: Verdict) -> Verdict {
        if self == .yes || other == .yes { return .yes }
        return self == .no && other == .no ? .no : .cannotTell
    }
}
