import Kernel

/// An amending order as data: what it does to which rules, and when each paragraph takes effect.
package struct AmendmentPackage: Sendable {
    /// Paragraphs of one item that take effect on a day of their own.
    package struct Exception: Hashable, Sendable {
        /// The item of the order's list.
        package let item: String
        /// The paragraphs (абзац), counted from 1 in the item.
        package let paragraphs: ClosedRange<Int>
        /// Their first day.
        package let from: Day
    }

    /// The name, for example `IS-429`.
    package let id: String
    /// The amending order.
    package let order: OrderReference
    /// The day of its first official publication; nil until somebody has entered it.
    package let publicationDay: Day?
    /// The day that the sandbox assumes meanwhile.
    package let assumedPublicationDay: Day?
    /// Calendar days that must have passed after the day of publication.
    package let daysAfterPublication: Int
    /// The clause that says when it takes effect.
    package let commencementClause: Clause
    /// The paragraphs with a day of their own.
    package let exceptions: [Exception]
    /// What it does, in the order of its list.
    package let operations: [AmendmentOperation]
}

/// One thing that an amending order does.
package struct AmendmentOperation: Hashable, Sendable {
    /// What is done.
    package enum Kind: String, Sendable, CaseIterable {
        case restateClause, restateSubclause, deleteSubclause, restateTableRow, restateAnnex
        case deleteAnnex

        /// Whether the provision is taken away.
        package var isDeletion: Bool { self == .deleteSubclause || self == .deleteAnnex }
    }

    /// A restated provision or a part of it.
    package struct Part: Hashable, Sendable {
        /// Where it stands.
        package let address: ProvisionAddress
        /// The tag under which it can be cited; nil where the rules' own tag serves.
        package let clause: Clause?
        /// The paragraph of the amending item that holds it; nil where they are not counted.
        package let paragraph: Int?
        /// Our own short statement.
        package let text: LocalizedText
    }

    /// The item of the amending order.
    package let item: String
    /// What is done.
    package let kind: Kind
    /// The tag of the rules.
    package let act: String
    /// What it is done to.
    package let address: ProvisionAddress
    /// The tag of the operation, for example `IS-5C.6`.
    package let clause: Clause
    /// The new wording; empty for deletions.
    package let parts: [Part]
    /// The paragraph that commands it; nil where they are not counted.
    package let command: Int?
    /// The operation of the same package that it knowingly repeats.
    package let overlaps: Clause?
    /// The code of the form that the annex now is.
    package let form: String?
    /// What a reader should know about it.
    package let note: LocalizedText?
}

/// When something takes effect.
package enum Commencement: Hashable, Sendable {
    /// On this day.
    case on(Day)
    /// On this day, which is only assumed.
    case assumed(Day)
    /// Not known: the day of publication has not been entered.
    case notEntered
    /// Before everything that is held here.
    case before

    /// The day, entered or assumed.
    package var day: Day? {
        switch self {
        case .on(let day), .assumed(let day): day
        case .notEntered, .before: nil
        }
    }
}

extension AmendmentPackage {
    /// The package with the day of publication that somebody entered.
    package func published(on day: Day) -> AmendmentPackage {
        AmendmentPackage(
            id: id, order: order, publicationDay: day, assumedPublicationDay: nil,
            daysAfterPublication: daysAfterPublication, commencementClause: commencementClause,
            exceptions: exceptions, operations: operations)
    }

    /// The general first day: when the days after publication have fully passed (IS-O.4).
    ///
    /// Published on P, sixty days are P + 1 to P + 60; it applies from P + 61.
    /// - Parameter assumes: whether an assumed day of publication may stand in.
    package func commencement(assumes: Bool) -> Commencement {
        if let day = publicationDay { return .on(day.adding(days: daysAfterPublication + 1)) }
        guard assumes, let day = assumedPublicationDay else { return .notEntered }
        return .assumed(day.adding(days: daysAfterPublication + 1))
    }

    /// The first day of one paragraph of an item.
    package func commencement(item: String, paragraph: Int?, assumes: Bool) -> Commencement {
        let own = exceptions.first { exception in
            exception.item == item && (paragraph.map(exception.paragraphs.contains) ?? false)
        }
        return own.map { .on($0.from) } ?? commencement(assumes: assumes)
    }
}
