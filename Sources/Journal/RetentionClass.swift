import Kernel

/// How long the personal fields of an entry are kept: the classes of `docs/retention.md`.
package enum RetentionClass: String, CaseIterable, Sendable, Hashable {
    /// Requests, answers, tokens, verifications, withdrawals.
    case consentEvidence
    /// Documents shown, viewed, delivered, refused; shares.
    case viewMarks
    /// Food vouchers: lists, consents, purchases.
    case vouchers
    /// Sign-ins and sessions.
    case security
    /// Officials' names in changes.
    case administration
    /// Log starts, erasures, backups: no personal fields, kept for ever.
    case structure
}

extension JournalKind {
    /// The class in which `docs/audit-events.md` puts the kind.
    package var retentionClass: RetentionClass {
        switch self {
        case .logStarted, .entryErased, .backupMade, .backupRestored: .structure
        case .signInRefused, .signedIn, .signedOut, .accessStopped, .personReadAsked,
            .personReadConfirmed, .personRead:
            .security
        case .changeProposed, .clientAdded, .clientDisabled, .officialAdded, .officialDisabled,
            .registerAdded, .registerDisabled, .issuerAdded, .issuerDisabled, .rootAdded,
            .rootDisabled, .keyRotated, .keyRetired, .changeDeclined, .changeLapsed,
            .activityEvidenceRecorded, .activityRepresentativeNamed, .activityRepresentativeRemoved,
            .activityDeclared, .activityRechecked, .activityNoticeGiven, .activityListChecked,
            .activityRulesSimulated,
            .clientChanged, .clientIntegrated, .clientIntegrationEnded, .exemptionRecorded,
            .exemptionEnded, .voucherPilotVersionRecorded, .voucherEvidenceRecorded,
            .voucherShopAdded, .voucherTillAdded,
            .voucherGoodsEntered, .voucherAssortmentChecked, .voucherLoanRecorded,
            .applicationOpened, .applicationChanged, .applicationSubmitted, .applicationWithdrawn,
            .caseAccepted, .caseTaken, .caseRequestRegistered, .caseStageEnded, .caseClockStopped,
            .caseClockStarted, .caseDocumentSupplied, .caseObjected, .caseVersionBound,
            .caseAppealed, .caseHandedOver, .casePaperReturned, .caseConclusionReturned,
            .caseRouted, .caseJudged,
            .caseDepartmentNamed, .caseRequestReturned,
            .caseCalendarChanged, .caseLate, .caseLateAnswered, .caseResultSigned,
            .registerEntryChanged, .registerEntryExpired,
            .testBankLoaded, .testBankOpened, .examinationDrawn, .examinationStarted,
            .examinationEnded, .examinationAnnulled,
            .voucherPublicationRecorded, .voucherIncidentRecorded, .voucherIncidentEnded,
            .actPublicationEntered, .workingCalendarChanged,
            .dutyOpened, .dutyRecomputed, .dutyLate, .dutyEvidenced, .stageEventsReceived:
            .administration
        case .voucherListTaken, .voucherReportMade, .voucherFamilyListed, .voucherFamilyChanged,
            .voucherNumberMissing, .voucherConsentAsked, .voucherConsentGiven,
            .voucherConsentRefused, .voucherActivationRemoved, .vouchersFormed, .voucherActivated,
            .voucherPresented, .voucherHeld, .voucherHoldEnded, .voucherRedeemed,
            .voucherPaymentFailed, .voucherReturned, .voucherExpired, .voucherShopRated,
            .voucherComplaintMade, .voucherComplaintRegistered, .voucherComplaintStuck,
            .voucherComplaintAnswered, .voucherWalletOpened,
            .voucherInquiryAnswered:
            .vouchers
        case .accessRequested, .accessRequestRejected, .requestUndeliverable, .requestExpired,
            .consentGiven, .consentRefused, .consentWithdrawn, .dutyClaimed, .tokenIssued,
            .tokenVerified, .tokenRefused, .documentRequested:
            .consentEvidence
        case .documentShown, .documentNotShown, .shareCreated, .shareRevoked, .documentViewed,
            .viewRefused, .confirmationAsked, .confirmationGiven, .documentDelivered,
            .documentNotDelivered:
            .viewMarks
        }
    }
}

/// A term of a class, in force for entries whose term begins on or after a day.
package struct RetentionTerm: Hashable, Sendable {
    /// The first day on which a term that begins has this length.
    package let from: Day
    /// Calendar years, 1 or more.
    package let years: Int
    /// Chosen by us, since the acts give no term (KDP-5.4, 5.5).
    package let assumed: Bool
    /// Whether it also shortens terms that began earlier.
    package let appliesToEarlier: Bool

    /// A term.
    package init(from: Day, years: Int, assumed: Bool = false, appliesToEarlier: Bool = false) {
        self.from = from
        self.years = years
        self.assumed = assumed
        self.appliesToEarlier = appliesToEarlier
    }

    /// The last day of a term of so many years that begins on a day.
    ///
    /// A term that begins on 29 February ends on 28 February of a common year.
    static func lastDay(from day: Day, years: Int) -> Day {
        let parts = day.components
        return Day(year: parts.year + years, month: parts.month, day: parts.day)
            ?? day.adding(years: years).adding(days: -1)
    }
}

/// The terms of every class, as dated configuration.
package struct RetentionPolicy: Hashable, Sendable {
    /// The terms of each class in the order of their days; a class without any is never erased.
    package let terms: [RetentionClass: [RetentionTerm]]

    /// A policy.
    ///
    /// - Precondition: the terms of a class stand in the order of their days.
    package init(terms: [RetentionClass: [RetentionTerm]]) {
        self.terms = terms
    }

    /// What the sandbox ships; production ships none.
    package static let assumed = RetentionPolicy(terms: [
        .consentEvidence: [RetentionTerm(from: firstDay, years: 5, assumed: true)],
        .viewMarks: [RetentionTerm(from: firstDay, years: 3, assumed: true)],
        .vouchers: [RetentionTerm(from: firstDay, years: 5, assumed: true)],
        .security: [RetentionTerm(from: firstDay, years: 1, assumed: true)],
        .administration: [RetentionTerm(from: firstDay, years: 10, assumed: true)],
    ])

    /// 2026-01-01.
    private static let firstDay = Day(daysSince1970: 20_454)

    /// The spans of time whose terms have ended before `today`: beginnings in them are erased.
    ///
    /// Each term counts for beginnings from its day until the next term's; the first also for
    /// those before it.
    package func ended(_ kind: RetentionClass, today: Day) -> [Range<Instant>] {
        let terms = terms[kind] ?? []
        return terms.indices.compactMap { index in
            let shorter = terms[index...].dropFirst().filter(\.appliesToEarlier).map(\.years).min()
            let years = min(terms[index].years, shorter ?? terms[index].years)
            var day = today.adding(years: -years).adding(days: 1)
            while RetentionTerm.lastDay(from: day, years: years) >= today {
                day = day.adding(days: -1)
            }
            let start =
                index == 0 ? Instant(milliseconds: Int64.min) : terms[index].from.start
            let next = index + 1 < terms.count ? terms[index + 1].from.start : nil
            let end = day.adding(days: 1).start
            let bounded = next.map { min($0, end) } ?? end
            return start < bounded ? start..<bounded : nil
        }
    }
}
