import Kernel

/// Whether a certificate was revoked at a moment: three answers, never two.
package enum RevocationStatus: Hashable, Sendable {
    /// It was not, says this evidence.
    case good(RevocationSource)
    /// It was, from that moment on.
    case revoked(since: Instant, reason: RevocationReason, RevocationSource)
    /// The authority says it never issued it (RFC 6960 section 2.2, extended definition).
    case neverIssued(RevocationSource)
    /// Nobody could say; this is neither good nor revoked.
    case unknown(Uncertainty)

    /// Why nobody could say; the last and nearest reason when there are several.
    package enum Uncertainty: String, Hashable, Sendable, CaseIterable {
        /// Neither a list nor an answer is at hand.
        case noEvidence
        /// What is at hand is too old for the moment asked about, or from after the certificate's
        /// end.
        case stale
        /// The list or answer is not from now or the past.
        case fromFuture
        /// It is not signed by the authority, or by whom the authority may not delegate to.
        case notAuthorised
        /// Its signature is not right.
        case signatureInvalid
        /// It says that it covers less than everything, in a way that is not followed here.
        case scopeNotSupported
        /// The responder does not know the certificate.
        case responderDoesNotKnow
        /// The responder says: try later.
        case tryLater
        /// The answer is about another certificate, or to another request.
        case otherCertificate
        /// It could not be read.
        case malformed
    }

    /// Whether this settles the question.
    package var isDecided: Bool {
        if case .unknown = self { return false }
        return true
    }
}

/// Where an answer comes from.
package enum RevocationSource: String, Hashable, Sendable {
    /// A list of revoked certificates, with or without its delta.
    case crl
    /// An OCSP answer.
    case ocsp
}

/// Why a certificate was revoked (RFC 5280 section 5.3.1).
package enum RevocationReason: Int, Hashable, Sendable, CaseIterable {
    /// None is stated.
    case unspecified = 0
    /// The holder's key became known.
    case keyCompromise = 1
    /// The authority's key became known.
    case authorityCompromise = 2
    /// Name or other data changed.
    case affiliationChanged = 3
    /// Another certificate took its place.
    case superseded = 4
    /// The holder ceased to act.
    case cessationOfOperation = 5
    /// On hold: it may become good again.
    case certificateHold = 6
    /// Good again: only in a delta.
    case removeFromList = 8
    /// The holder lost a right.
    case privilegeWithdrawn = 9
    /// An attribute authority's key became known.
    case attributeAuthorityCompromise = 10

    /// Whether what was made before the revocation stays good all the same: the key did not become
    /// known (RFC 3161 section 4).
    ///
    /// `unspecified` does not count: lists leave that reason out, and then nobody can tell it from
    /// none.
    package var keepsEarlierWork: Bool {
        switch self {
        case .affiliationChanged, .superseded, .cessationOfOperation: true
        case .unspecified, .keyCompromise, .authorityCompromise, .certificateHold,
            .removeFromList, .privilegeWithdrawn, .attributeAuthorityCompromise:
            false
        }
    }
}

/// What is at hand to judge revocation by; nothing in it is believed before it is checked.
package struct RevocationEvidence: Sendable {
    /// Lists, complete ones and deltas.
    package var lists: [RevocationList]
    /// OCSP answers.
    package var answers: [OCSPResponse]

    /// Evidence.
    package init(lists: [RevocationList] = [], answers: [OCSPResponse] = []) {
        self.lists = lists
        self.answers = answers
    }
}
