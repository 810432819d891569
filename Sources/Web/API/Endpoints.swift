import Kernel
import UseCases

extension Endpoint {
    /// Every route of the interface for systems and programs.
    package static let api: [Endpoint] =
        always + opening(accessControl, .accessControl)
        + opening(digitalDocuments, .digitalDocuments)
        + opening(industrialSafety, .industrialSafety) + ncaNode + mobileSigning

    /// What works whether a service is open or not: also what a person may do at any time.
    private static let always: [Endpoint] = [
        .getHealth, .getReadiness, .getKeySet, .getAsset, .getOpenQuestions,
        .postOneTimePassword, .postOneTimePasswordAttempt, .postEDSChallenge, .postEDSAnswer,
        .getSessions, .postSignOut, .postToken,
        .getAccessRequest, .getConsents, .postWithdrawal, .getAccessLog,
        .getDocumentConsents, .postDocumentConsentWithdrawal,
        .getShare, .getShareQR, .deleteShare, .getViewMarks,
        .getConsent, .postDutyClaim,
        .postPersonRead, .getPersonReads, .postPersonReadConfirmation, .getPersonReadRows,
        .getStatistics,
        .postVoucherList, .getMissingNumbers, .getVouchers, .postVoucherActivation, .postVoucherQR,
        .getTill, .getTillGoods, .getTillReceipts,
        .getVoucherHistory, .postTillBalance, .postTillHold, .postRedemption, .postReturn,
        .putTillGoods, .putVoucherShop, .putVoucherTill, .getDailyVoucherReport, .getPilotResults,
        .getVoucherPilot, .putVoucherEvidence,
        .postShopRating, .postVoucherComplaint, .getVoucherComplaints, .getVoucherOverview,
        .getVoucherReceipts, .getSocialWallet, .postRepresentedWithdrawal,
        .putVoucherPublication, .getVoucherPublication,
        .postVoucherIncident, .postVoucherIncidentEnd, .getVoucherIncidents,
        .getIncomingSMS, .getDeliveryReport,
        .getJournalHead, .getInclusionProof, .getConsistencyProof, .getEvidence,
        .postActivityCheck, .getActivityReceiptKeys, .postActivitySuggestions, .getActivityRules,
        .postActivityEvidence,
        .postActivityRepresentative, .postActivityDeclaration, .getActivityNotices,
        .getActivityRegister, .getActivityProof, .getActivityDeclaration, .getActivityRulesFile,
        .postActivitySimulation, .postActivityListCheck, .getActivityParticipants,
        .getActivityReceiptVerifier,
        .getDuties, .getDuty, .postDutyEvidence, .getStageEvents, .postStageEventsReceived,
        .getCaseworkBodies, .getAmendments, .getPublicationOutlook, .postPublication,
        .postAmendmentCheck,
        .getWorkingCalendar, .postCalendarOutlook, .postCalendarChange,
        .getLawProposals, .postLawConfirmation, .postLawDecline,
        .getRegulations, .getRegulation, .getRegulationDifference, .getClause, .getWorkingDays,
        .getServices, .getService, .getServiceVersion, .postServiceCheck,
        .getApplications, .getApplication, .getApplicationDocument, .getApplicationStatement,
        .getApplicationResult, .getApplicationResultFile, .getApplicationPapers,
        .getApplicationPaper,
        .postApplicationWithdrawal, .getRegister,
        .getRegisterItem,
        .getExaminations, .getExamination, .getExaminationQuestions, .postExaminationStart,
        .putExaminationAnswer, .postExaminationHandIn,
        .getExaminationCommitments, .getExaminationCommitment,
    ]

    private static let industrialSafety: [Endpoint] = [
        .postApplication, .putApplicationFields, .postApplicationDocument,
        .deleteApplicationDocument, .postApplicationSubmission, .postApplicationPhone,
        .getApplicationPhone,
        .postApplicationPhoneSubmission, .getApplicationDeadline,
        .getTasks, .getTask, .getTaskDocument, .postTaskTaking, .postTaskCompletion,
        .postTaskReturn, .postTaskHandBack, .postClockStop, .postClockStart, .postApplicationSupply,
        .postAppealDraft, .getAppealStatement, .postAppeal, .getAppealSignature,
        .getTaskAppealStatement, .getTaskAppealSignature, .getAppealFile, .getTaskAppealFile,
        .getAppealDecision,
        .postObjection, .postObjectionFile, .getObjectionFile, .getTaskObjectionFile,
        .getBodyTasks, .getBodyTask, .postBodyTaskAssignment,
        .postTaskVerdicts, .getTaskDifference,
        .postTaskConclusion, .getTaskConclusion, .getTaskConclusionFile,
        .getTaskConclusionContent, .postTaskConclusionSignature,
        .postTaskConclusionReturn, .getTaskConclusions,
        .getTaskConclusionsFile,
        .getTaskDraft, .getTaskDraftFile, .getTaskStatement, .postTaskSignature,
        .getPapersToSign, .postSigning, .getSigning, .postCaseSearch, .getCaseFile,
        .getCaseFileDocument, .getCaseFigures,
        .postRegisterChange,
        .getTestBanks, .postTestBank, .postTestBankOpening,
        .getExaminees, .postExaminee, .postAllExaminees, .postExamineeEnd,
    ]

    private static let accessControl: [Endpoint] = [.postAccessRequest, .postTokenVerification]

    private static let digitalDocuments: [Endpoint] = [
        .getDocuments, .getDocument, .postShare, .postShareConfirmation, .postShareOpening,
        .postDocumentRequest, .postDocumentRequestPassword, .getDocumentRequest,
    ]

    /// Routes that answer only while their service is open.
    static func opening(_ endpoints: [Endpoint], _ service: OfferedService) -> [Endpoint] {
        endpoints.map { $0.of(service) }
    }

    /// `GET /openapi.json`: every route described from its own declaration.
    package static func openAPI(describing endpoints: [Endpoint]) -> Endpoint {
        Endpoint(
            .get, "/openapi.json", summary: "This description",
            access: .anyone(because: "Documentation"),
            answers: [
                Answer(status: 200, content: .json(.open([])), meaning: "OpenAPI 3.1")
            ]
        ) { call in
            .json(OpenAPI(endpoints: endpoints, server: call.platform.configuration.publicURL).json)
        }
    }
}
