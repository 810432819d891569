import Kernel

/// One person's examination: begins once, ends by the server's clock or when it is handed in.
package struct Sitting: Hashable, Sendable {
    /// How it ended.
    package enum Ending: String, Sendable, CaseIterable {
        /// The examinee handed it in.
        case handedIn
        /// The 120 minutes were over.
        case timeOver
        /// The examinee did not attend.
        case absent
        /// The admission was taken back before the start: it stands in no certificate.
        case withdrawn
    }

    /// Where it is.
    package enum Phase: Hashable, Sendable {
        /// Admitted, not begun. Can transition to: running, ended.
        case admitted
        /// Running until a moment, that moment included. Can transition to: ended.
        case running(from: Instant, until: Instant)
        /// Ended for good.
        case ended(Ending, at: Instant)
    }

    /// Why something cannot be done now.
    package enum Fault: Error, Hashable, Sendable {
        /// It has not begun, or has begun already.
        case notStarted, alreadyStarted
        /// It is over: handed in, or the time ran out.
        case over
        /// There is no such question or option.
        case unknownQuestion, unknownOption
    }

    /// Where it is.
    package private(set) var phase: Phase
    /// The chosen place (from 0) by the number of the question (from 1).
    package private(set) var answers: [Int: Int]

    /// A sitting as it is kept.
    package init(phase: Phase = .admitted, answers: [Int: Int] = [:]) {
        self.phase = phase
        self.answers = answers
    }

    /// Begins it; the end is fixed now and never moves (IS-2.10: not more than 120 minutes).
    package mutating func start(at now: Instant) throws(Fault) {
        switch phase {
        case .admitted:
            phase = .running(from: now, until: now.adding(seconds: TestRules.minutes * 60))
        case .running: throw .alreadyStarted
        case .ended: throw .over
        }
    }

    /// Saves an answer, or another one in its place.
    package mutating func answer(
        _ question: Int, with option: Int, at now: Instant
    ) throws(Fault) {
        try checkRunning(at: now)
        guard (1...TestRules.questions).contains(question) else { throw .unknownQuestion }
        guard (0..<TestRules.options).contains(option) else { throw .unknownOption }
        answers[question] = option
    }

    /// Ends it by the examinee's own decision.
    package mutating func handIn(at now: Instant) throws(Fault) {
        try checkRunning(at: now)
        phase = .ended(.handedIn, at: now)
    }

    /// Ends it when its time is over, as of the moment at which it was; says whether it did.
    package mutating func endIfOver(at now: Instant) -> Bool {
        guard case .running(_, let until) = phase, now > until else { return false }
        phase = .ended(.timeOver, at: until)
        return true
    }

    /// Ends what has not begun: the examinee did not attend, or the admission is taken back.
    package mutating func endUnstarted(_ ending: Ending, at now: Instant) throws(Fault) {
        switch phase {
        case .admitted: phase = .ended(ending, at: now)
        case .running: throw .alreadyStarted
        case .ended: throw .over
        }
    }

    private func checkRunning(at now: Instant) throws(Fault) {
        switch phase {
        case .admitted: throw .notStarted
        case .running(_, let until): if now > until { throw .over }
        case .ended: throw .over
        }
    }

    /// Whether answers are taken at the moment.
    package func isRunning(at now: Instant) -> Bool {
        if case .running(_, let until) = phase { now <= until } else { false }
    }

    /// How it ended; nil before.
    package var ending: Ending? {
        if case .ended(let ending, _) = phase { ending } else { nil }
    }
}
