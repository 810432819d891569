import Kernel

/// What a register handed over, as the check of DD-14 sees it.
package struct ReceivedDocument: Hashable, Sendable {
    /// The kind that the signed bytes name.
    package var documentType: String
    /// The record that the signed bytes name.
    package var recordId: String
    /// The person whom the signed bytes name.
    package var owner: IIN
    /// The body that the signed bytes name as issuer.
    package var issuer: BIN
    /// The body in the certificate whose signature was verified over these very bytes.
    package var signer: BIN
    /// Whether that body issues documents of this kind.
    package var isAuthorisedIssuer: Bool
    /// The moment of the register's state.
    package var asOf: Instant
    /// The first day of validity.
    package var validFrom: Day
    /// The last day of validity, if it ends.
    package var validUntil: Day?
    /// Whether the register says that it is in force.
    package var isInForce: Bool

    /// A received document with what is known of it.
    package init(
        documentType: String, recordId: String, owner: IIN, issuer: BIN, signer: BIN,
        isAuthorisedIssuer: Bool, asOf: Instant, validFrom: Day, validUntil: Day?, isInForce: Bool
    ) {
        self.documentType = documentType
        self.recordId = recordId
        self.owner = owner
        self.issuer = issuer
        self.signer = signer
        self.isAuthorisedIssuer = isAuthorisedIssuer
        self.asOf = asOf
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.isInForce = isInForce
    }

    /// The greatest age of a register's answer, in seconds; an older one is a stored copy.
    package static let ageSecondsMax: Int64 = 60

    /// Checks the received data before anything is shown (DD-14, DD-5).
    ///
    /// The person comes first: another person's record is never shown, whatever else is right.
    /// - Throws: `wrongPerson`, `registerAnswerInvalid`, `registerSignatureInvalid` or
    ///   `documentNotInForce`, in this order.
    package func check(
        owner: IIN, documentType: String, recordId: String, at now: Instant
    ) throws(Refusal) {
        guard self.owner == owner else { throw Refusal(.wrongPerson, clause: "DD-14") }
        guard self.documentType == documentType, self.recordId == recordId,
            abs(now.milliseconds - asOf.milliseconds) <= Self.ageSecondsMax * 1000
        else { throw Refusal(.registerAnswerInvalid, clause: "DD-14") }
        guard signer == issuer, isAuthorisedIssuer else {
            throw Refusal(.registerSignatureInvalid, clause: "DD-5")
        }
        let today = Day(at: now)
        guard isInForce, validFrom <= today, validUntil.map({ today <= $0 }) ?? true else {
            throw Refusal(.documentNotInForce, clause: "DD-14")
        }
    }
}
