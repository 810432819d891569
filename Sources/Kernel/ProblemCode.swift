/// The closed list of problems that the interface can answer with (RFC 9457 `code`).
///
/// `docs/problems.md` is made from this list; a case is never renamed once shipped.
package enum ProblemCode: String, CaseIterable, Sendable, Hashable {
    // The request itself.
    case malformedRequest
    case invalidField
    case bodyTooLarge
    case headersTooLarge
    case unsupportedMediaType
    case methodNotAllowed
    case notFound
    case wrongHost

    // Who is calling.
    case notSignedIn
    case sessionExpired
    case wrongOrigin
    case invalidClient
    case invalidToken
    case insufficientScope
    case notYours
    case roleNotAllowed

    // Signing in.
    case wrongOneTimePassword
    case oneTimePasswordExpired
    case tooManyTries
    case edsRequired
    case challengeUnknown
    case challengeExpired
    case signatureRefused
    case signatureNotOfPerson
    case revocationUnknown

    // Repeats and load.
    case tooManyRequests
    case overloaded
    case serviceClosed
    case storeUnavailable
    case idempotencyKeyReused
    case idempotencyKeyInFlight
    case replayNotPossible

    // Access to personal data (KDP).
    case methodNotAvailable
    case purposeNotAllowed
    case lifetimeTooLong
    case tooManyUses
    case tooFrequent
    case unknownOwner
    case unknownDataSet
    case consentNotActive
    case alreadyWithdrawn
    case notWithdrawn
    case alreadyClaimed
    case secondOfficialRequired

    // Digital documents (DD).
    case registerUnavailable
    case registerAnswerInvalid
    case registerSignatureInvalid
    case wrongPerson
    case documentNotInForce
    case documentTypeNotOffered
    case codeUnknown
    case codeExpired
    case codeUsed
    case codeRevoked
    case codeInUse
    case holderConfirmationRequired
    case ownDocument
    case systemNotAdmitted
    case pictureUnreadable
    case phoneNotRegistered

    // Digital food vouchers (FV).
    case pilotNotReady
    case pilotNotRunning
    case shopNotAdmitted
    case activationWindowClosed
    case voucherNotActive
    case voucherExpired
    case qrUnknown
    case qrExpired
    case qrUsed
    case basketClosed
    case linesRefused
    case notEnoughOnVoucher
    case holdNotOpen
    case redemptionDiffers
    case returnTooLarge
    case complaintMade
    case complaintClosed
    case publicationOutOfOrder
    case incidentClosed

    // Industrial-safety casework (IS).
    case applicationIncomplete
    case caseNotInState
    case formOutdated
    case courtRestriction
    case feeNotEvidenced
    case refusalIncomplete
    case fileNotAllowed
    case taskClosed
    case taskTaken
    case draftChanged
    case draftNotRead
    case applicationLimit
    case timeStampUnavailable
    case testBankRefused
    case sittingNotOpen
    case sittingOver
    case dutyDone
    case lawDecisionRefused

    // Everything else.
    case proofNotYetAvailable
    case signingKeyUnavailable
    case internalError
}
