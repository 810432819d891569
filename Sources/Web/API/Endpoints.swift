import Kernel
import UseCases

extension Endpoint {
    /// Every route of the interface for systems and programs.
    package static let api: [Endpoint] =
        [
            .getHealth, .getReadiness, .getKeySet, .getAsset,
            .postOneTimePassword, .postOneTimePasswordAttempt, .postEDSChallenge,
            .postEDSAnswer, .getSessions, .postSignOut, .postToken,
            .postAccessRequest, .getAccessRequest, .postTokenVerification,
            .getConsents, .postWithdrawal, .getAccessLog,
            .getDocuments, .getDocument, .postShare, .getShare, .getShareQR, .deleteShare,
            .postShareConfirmation, .postShareOpening,
            .postDocumentRequest, .postDocumentRequestPassword, .getDocumentRequest, .getViewMarks,
            .postVoucherList, .getMissingNumbers, .getVouchers, .postVoucherActivation,
            .postVoucherQR,
            .getVoucherHistory, .postTillBalance, .postTillHold, .postRedemption, .postReturn,
            .putTillGoods, .putVoucherShop, .putVoucherTill, .getDailyVoucherReport,
            .getPilotResults,
            .getVoucherPilot, .putVoucherEvidence,
            .getIncomingSMS, .getDeliveryReport,
            .getJournalHead, .getInclusionProof, .getConsistencyProof, .getEvidence,
            .getRegulations, .getRegulation, .getRegulationDifference, .getClause, .getWorkingDays,
        ] + ncaNode

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
