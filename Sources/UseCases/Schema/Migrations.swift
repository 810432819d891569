import Store

extension Migration {
    /// Every migration of the platform, in order; one that has shipped is never edited.
    package static let all: [Migration] = [
        .journal, .identity, .accessControl, .digitalDocuments, .installation, .foodVouchers,
        .edsSignIn, .priorityActivities, .retention, .control, .proposalEnds, .openConsents,
        .shortLived, .voucherService, .casework, .steadyAnswers, .signingRequests,
        .voucherDuties, .signedResults, .examinations, .duties, .publicDuties, .inboxes,
        .voucherHours, .signingApplications, .voucherAppeals, .pilotVersions, .caseClocks,
        .serviceVersions, .workplaces, .permittedFacts, .casePapers, .unboundCases,
        .replacedEntries, .signedConclusions, .scansPartiesAndFees,
        .lawDecisions,
    ]
}
