/// The closed list of things that the journal records; `docs/audit-events.md` explains each.
///
/// The raw value stands in the hashed leaf: a case is never renamed once shipped.
package enum JournalKind: String, CaseIterable, Sendable, Hashable {
    // The log itself.
    case logStarted
    case entryErased
    case backupMade
    case backupRestored

    // Signing in.
    case signInRefused
    case signedIn
    case signedOut
    case accessStopped

    // Running the installation.
    case changeProposed
    case clientAdded
    case clientDisabled
    case officialAdded
    case officialDisabled
    case registerAdded
    case registerDisabled
    case issuerAdded
    case issuerDisabled
    case rootAdded
    case rootDisabled
    case keyRotated
    case keyRetired
    case changeDeclined
    case changeLapsed
    case clientChanged
    case clientIntegrated
    case clientIntegrationEnded
    case exemptionRecorded
    case exemptionEnded

    // Access to personal data (KDP).
    case accessRequested
    case accessRequestRejected
    case requestUndeliverable
    case requestExpired
    case consentGiven
    case consentRefused
    case consentWithdrawn
    case dutyClaimed
    case tokenIssued
    case tokenVerified
    case tokenRefused

    // Supervision by the authorised body (KDP-2.6).
    case personReadAsked
    case personReadConfirmed
    case personRead

    // Digital documents (DD).
    case documentShown
    case documentNotShown
    case shareCreated
    case shareRevoked
    case documentViewed
    case viewRefused
    case confirmationAsked
    case confirmationGiven
    case documentRequested
    case documentDelivered
    case documentNotDelivered

    // Priority ICT activities (PA).
    case activityEvidenceRecorded
    case activityRepresentativeNamed
    case activityRepresentativeRemoved
    case activityDeclared
    case activityRechecked
    case activityNoticeGiven
    case activityListChecked
    case activityRulesSimulated

    // Industrial-safety casework (IS).
    case applicationOpened
    case applicationChanged
    case applicationSubmitted
    case applicationWithdrawn
    case caseAccepted
    case caseTaken
    case caseRequestRegistered
    case caseStageEnded
    case caseClockStopped
    case caseClockStarted
    case caseDocumentSupplied
    case caseObjected
    case caseVersionBound
    case caseAppealed
    case caseHandedOver
    case casePaperReturned
    case caseConclusionReturned
    case caseRouted
    /// Another territorial department is asked than the place says.
    case caseDepartmentNamed
    /// A department hands back a request that is not for it.
    case caseRequestReturned
    /// An official says what of an application is accepted.
    case caseJudged
    case caseCalendarChanged
    case caseLate
    case caseLateAnswered
    case caseResultSigned
    case registerEntryChanged
    case registerEntryExpired
    case testBankLoaded
    case testBankOpened
    case examinationDrawn
    case examinationStarted
    case examinationEnded
    case examinationAnnulled

    // What two officials of the authorised body decide about the law (IS-O.4, IS-WD-1).
    case actPublicationEntered
    case workingCalendarChanged

    // Duties of public bodies, and stages for the monitoring system (IS-NOT, IS-MON).
    case dutyOpened
    case dutyRecomputed
    case dutyLate
    case dutyEvidenced
    case stageEventsReceived

    // Digital food vouchers (FV).
    case voucherPilotVersionRecorded
    case voucherEvidenceRecorded
    case voucherListTaken
    case voucherFamilyListed
    case voucherFamilyChanged
    case voucherNumberMissing
    case voucherConsentAsked
    case voucherConsentGiven
    case voucherConsentRefused
    case voucherActivationRemoved
    case vouchersFormed
    case voucherActivated
    case voucherPresented
    case voucherHeld
    case voucherHoldEnded
    case voucherRedeemed
    case voucherPaymentFailed
    case voucherReturned
    case voucherExpired
    case voucherShopAdded
    case voucherTillAdded
    case voucherGoodsEntered
    case voucherReportMade
    case voucherShopRated
    case voucherComplaintMade
    case voucherComplaintRegistered
    case voucherComplaintStuck
    case voucherComplaintAnswered
    case voucherAssortmentChecked
    case voucherLoanRecorded
    case voucherWalletOpened
    case voucherInquiryAnswered
    case voucherPublicationRecorded
    case voucherIncidentRecorded
    case voucherIncidentEnded
}
