import Kernel

/// Why something cannot happen to a case now; the case stays as it is.
package enum CaseFault: Error, Hashable, Sendable {
    /// There is no application yet, or there is one already.
    case notOpened, alreadyOpened
    /// The service has no such kind, field, value, document, variant, portal or outcome.
    case unknown(String)
    /// The service is not for this kind of recipient.
    case wrongRecipient
    /// It was submitted already; nothing in it can be changed.
    case alreadySubmitted
    /// It is not submitted yet.
    case notSubmitted
    /// The application needs the recipient's EDS.
    case notSigned
    /// Something is missing or wrong: the codes.
    case incomplete([String])
    /// The case is in another stage.
    case otherStage(String)
    /// Another does this work.
    case otherActor(Actor)
    /// The request has to be registered first, or was registered already.
    case notRegistered, alreadyRegistered
    /// The clock stands still, or runs.
    case suspended, notSuspended
    /// The act gives no ground to stop the clock in this stage.
    case noSuspension
    /// The day is not after today, or later than the act lets the clock stand still.
    case wrongDay
    /// Nothing of this code is awaited.
    case notAwaited(String)
    /// Another official has the work, or nobody.
    case otherWorker
    /// A refusal names no ground, or one that this outcome does not have.
    case groundMissing, groundNotInList(String)
    /// The stage before ended otherwise than the outcome or ground supposes.
    case contrary(to: String)
    /// Something of the application is not accepted, and the outcome does not refuse: the codes.
    case notAccepted([String])
    /// A refusal gives no reasons in words.
    case reasonsMissing
    /// The result may not be signed in this capacity, or there is none to sign.
    case wrongSigner, nothingToSign
    /// No such term of this case ran out, or its delay was answered for already.
    case nothingToAnswer
    /// Nobody is examined yet, or the results call for another outcome.
    case notExamined, otherResults
    /// Nobody is heard now, or the day of the hearing has not come.
    case notHeard, hearingNotYet(Day)
    /// There is no refusal to appeal against, or it was appealed against already.
    case nothingToAppeal
    /// An objection says nothing, or there are as many as there may be.
    case objectionEmpty, tooManyObjections
    /// The case has ended.
    case ended
}

extension CaseFault {
    /// The fewest characters of the reasons of a refusal: a code is no reason (IS-REF-1).
    package static let reasonsLengthMin = 20
}
