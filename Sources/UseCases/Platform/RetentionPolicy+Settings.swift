import Journal
import Kernel

extension RetentionPolicy {
    /// The terms that hold in an installation; a class whose term nobody set is never erased.
    package init(_ settings: Settings) {
        var terms: [RetentionClass: [RetentionTerm]] = [:]
        for kind in RetentionClass.allCases {
            guard let setting = kind.setting, let set = try? settings[setting] else { continue }
            terms[kind] = set.terms
        }
        self.init(terms: terms)
    }
}

extension RetentionClass {
    /// The setting of the class's term; nil for what is kept for ever.
    fileprivate var setting: Setting<RetentionTerms>? {
        switch self {
        case .consentEvidence: OpenPoints.retentionConsentEvidence
        case .viewMarks: OpenPoints.retentionViewMarks
        case .vouchers: OpenPoints.retentionVouchers
        case .security: OpenPoints.retentionSecurity
        case .administration: OpenPoints.retentionAdministration
        case .structure: nil
        }
    }
}
