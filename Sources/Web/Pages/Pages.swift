import Kernel

extension Endpoint {
    /// Every page of people, and what the pages' scripts ask.
    package static let pages: [Endpoint] =
        alwaysPages + opening(documentPages, .digitalDocuments)
        + opening(casePages, .industrialSafety)

    private static let alwaysPages: [Endpoint] = [
        getHomePage,
        getSignInPage, postSignInPage, getSignInAttemptPage, postSignInAttemptPage,
        postEDSPage, getEDSPage, getEDSChallengeFile, postEDSAnswerPage,
        getEDSPhoneLive, postEDSPhonePage,
        getSignatureCheckPage, postSignatureCheckPage,
        postSignOutPage, getSessionsPage,
        getSharePage, getShareLive, postShareClosePage,
        getConsentsPage, getAccessRequestPage, postAnswerPage, getWithdrawalPage,
        postWithdrawalPage, getDocumentConsentsPage, postDocumentConsentWithdrawalPage,
        getWalletPage, getFamilyWalletPage, postActivationPage, getRepresentedWithdrawalPage,
        postRepresentedWithdrawalPage, getVoucherQRPage, getVoucherQRLive,
        getWalletHistoryPage, postShopRatingPage, getComplaintPage, postComplaintPage,
        getWalletComplaintsPage, getTillPage, postTillFrame,
        getVoucherOfficePage, getVoucherOfficeLive, getVoucherExport, getVoucherReceiptsPage,
        getOfficeComplaintsPage, getOfficeComplaintPage, postComplaintAnswerPage,
        getOfficeShopsPage, getOfficeShopPage,
        postAssortmentCheckPage, postLoanPage,
        getOfficePublicationPage, postOfficePublicationPage,
        getOfficeIncidentsPage, postOfficeIncidentPage, getOfficeIncidentPage,
        postOfficeIncidentEndPage,
        getSupervisionPage, postSupervisionPage, getSupervisionLookPage,
        postSupervisionConfirmPage, postSupervisionRowsPage,
        getAccessLogPage, getLogEntryPage, getViewMarksPage,
        getServicesPage, getServicePage, getRegisterPage, getRegisterItemPage,
        getRegisterOfficePage, postRegisterOfficePage,
        getExaminationsPage, getExaminationPage, postExaminationStartPage,
        getExaminationQuestionPage, postExaminationQuestionPage, getExaminationHandInPage,
        postExaminationHandInPage,
        getActivitiesPage, postActivitiesHelpPage, getActivityItemPage, postActivityItemPage,
        getActivityRegisterPage, getActivityWorkplacePage, getDeclarePage, postDeclarePage,
        getActivityDossierPage, getActivityAdministrationPage, postActivityEvidencePage,
        postActivityRepresentativePage, getActivitySimulationPage, postActivitySimulationPage,
        getActivityListPage, postActivityListPage, getActivityNoticesPage,
        getParkParticipantsPage,
        getDutiesPage, getDutyPage, getDutyOfficePage, getDutyEvidencePage, postDutyEvidencePage,
        getLawOfficePage, getAmendmentPage, postPublicationPage, getPackageCheckPage,
        postPackageCheckPage, getLawProposalPage, postLawConfirmationPage, postLawDeclinePage,
        getCaseworkBodiesPage, getCalendarPage, getCalendarOfficePage, postCalendarOfficePage,
        getLawPage, getDeadlinePage, getActDifferencePage, getActPage,
        getPrivacyPage, getAccessibilityPage, getOpenQuestionsPage, getProblems,
    ]

    private static let documentPages: [Endpoint] = [
        getDocumentsPage, getDocumentPage, postSharePage, postShareConfirmationPage,
        getVerifyPage, postVerifyCodePage, postVerifyPicturePage, postVerifyFrame, getVerifiedPage,
    ]

    private static let casePages: [Endpoint] = [
        getCasesPage, postCasePage, getCasePage, postCaseFieldsPage, postCasePersonPage,
        postCaseDocumentPage,
        postCaseSubmissionPage, postCaseWithdrawalPage, postCasePhonePage, getCasePhoneLive,
        postCasePhoneSubmissionPage,
        getTasksPage, getTaskPage, postTaskTakingPage, postTaskCompletionPage,
        postTaskReturnPage, postTaskHandBackPage, postTaskConclusionReturnPage,
        postClockStopPage, postClockStartPage, postCaseSupplyPage,
        postObjectionPage, postAppealPage, postAppealSignaturePage,
        getBodyTasksPage, getBodyTaskPage, postBodyTaskAssignmentPage,
        postTaskVerdictsPage, postTaskConclusionPage, postTaskConclusionSignaturePage,
        postTaskSignaturePage, postExamineePage, postListedExamineePage,
        postExamineeEndPage,
        getSigningPage, postSigningPage, getSigningRoundPage, getCaseSearchPage,
        postCaseSearchPage, getCaseFilePage, getCaseFiguresPage,
        getTestBanksPage, postTestBankPage, postTestBankOpeningPage,
    ]
}

extension Endpoint.Answer {
    /// A page for people.
    package static let page = Endpoint.Answer(status: 200, content: .page, meaning: "The page")
    /// The way to the page that shows what was done.
    package static let goOn = Endpoint.Answer(
        status: 303, content: .none, meaning: "Done; the next page is in `Location`")
}

extension Endpoint.QueryParameter {
    /// Where a person goes after signing in.
    static let next = Endpoint.QueryParameter(
        name: "next", schema: .string(.anything),
        meaning: "The path of ours to go on to; anything else leads to the first page")
}
