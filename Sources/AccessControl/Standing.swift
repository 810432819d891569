import Kernel

/// A ground of Article 9 of the law on personal data that frees from integration (KDP-3).
///
/// The clause names four and no other; the raw value is the number of the sub-paragraph.
package enum ExemptionGround: String, CaseIterable, Sendable, Hashable {
    case first = "1"
    case second = "2"
    case ninth = "9"
    case ninthTwo = "9-2"

    /// The ground as people read it.
    package var name: LocalizedText {
        LocalizedText(
            kk: "«Дербес деректер және оларды қорғау туралы» Заңның 9-бабының \(rawValue)) "
                + "тармақшасы",
            ru: "подпункт \(rawValue)) статьи 9 Закона «О персональных данных и их защите»",
            en: "sub-paragraph \(rawValue)) of Article 9 of the law on personal data")
    }
}

/// How a system stands to the State Service (KDP-3): every object that takes part is asked for it.
package enum Standing: Hashable, Sendable {
    /// Its integration is on record.
    case integrated
    /// It need not be integrated: a ground of Article 9 is on record.
    case exempt(ExemptionGround)
    /// Neither.
    case outside

    /// Integration counts first: an exemption beside it changes nothing.
    package init(isIntegrated: Bool, exemption: ExemptionGround?) {
        if isIntegrated {
            self = .integrated
        } else if let exemption {
            self = .exempt(exemption)
        } else {
            self = .outside
        }
    }

    /// Whether the system may take part.
    package var isAdmitted: Bool { self != .outside }

    /// The ground on which the system takes part without integration.
    package var exemption: ExemptionGround? {
        if case .exempt(let ground) = self { ground } else { nil }
    }

    /// Makes sure that the system may take part.
    ///
    /// - Throws: `systemNotAdmitted`.
    package func check() throws(Refusal) {
        guard isAdmitted else { throw Refusal(.systemNotAdmitted, clause: "KDP-3") }
    }
}
