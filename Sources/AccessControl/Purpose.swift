import Kernel

/// What the access is for, with the limits that hold for every request made for it.
///
/// Limits are checked when consent is asked for, and again, as they stand then, at every use.
/// The acts name no purposes; the list is configuration (`docs/open-questions.md`).
package struct Purpose: Hashable, Sendable {
    /// The stable name, for example `creditDecision`.
    package let code: String
    /// The name that the person reads in the SMS and in the cabinet.
    package let name: LocalizedText
    /// What may be done with the data.
    package let actions: Set<AccessAction>
    /// The data sets that may be asked for.
    package let dataSets: Set<String>
    /// The longest life of a consent, in seconds.
    package let lifetimeSecondsMax: Int64
    /// The most uses of each data set under one consent.
    package let usesMax: Int64
    /// The most requests by one initiator to one person in 24 hours.
    package let requestsPerSubjectPerDayMax: Int
    /// Whether data asked for it may leave the country.
    package let allowsCrossBorder: Bool
    /// Whether they may be put into sources open to all.
    package let allowsPublicSources: Bool

    /// A purpose with its limits.
    package init(
        code: String, name: LocalizedText, actions: Set<AccessAction>, dataSets: Set<String>,
        lifetimeSecondsMax: Int64, usesMax: Int64, requestsPerSubjectPerDayMax: Int,
        allowsCrossBorder: Bool = false, allowsPublicSources: Bool = false
    ) {
        self.code = code
        self.name = name
        self.actions = actions
        self.dataSets = dataSets
        self.lifetimeSecondsMax = lifetimeSecondsMax
        self.usesMax = usesMax
        self.requestsPerSubjectPerDayMax = requestsPerSubjectPerDayMax
        self.allowsCrossBorder = allowsCrossBorder
        self.allowsPublicSources = allowsPublicSources
    }
}

/// What consent is asked for (KDP-2.3): exactly one of three.
package enum AccessAction: String, CaseIterable, Sendable, Hashable {
    /// Collection of personal data.
    case collection
    /// Processing of personal data.
    case processing
    /// Transfer of personal data to third parties.
    case transfer

    /// The action's name for people.
    package var name: LocalizedText {
        switch self {
        case .collection: LocalizedText(kk: "жинау", ru: "сбор", en: "collection")
        case .processing: LocalizedText(kk: "өңдеу", ru: "обработка", en: "processing")
        case .transfer:
            LocalizedText(
                kk: "үшінші тұлғаға беру", ru: "передача третьему лицу",
                en: "transfer to a third party")
        }
    }
}

/// How the person is asked (KDP-7): five methods, 1414 by default.
package enum ConsentMethod: String, CaseIterable, Sendable, Hashable {
    /// Through the Unified Contact Centre 1414 (KDP-7.1).
    case unifiedContactCentre = "1414"
    /// By the initiator's or operator's own means (KDP-7.2).
    case ownMeans
    /// By the initiator's means within a proactive service (KDP-7.3).
    case proactive
    /// In logging mode under Article 9 of the law (KDP-7.4).
    case logging
    /// By SMS through Mobile Government with one-time codes (KDP-7.5).
    case mobileGovernmentSms
}
