import Kernel

/// The rules for a finished chain (RFC 5280 section 6.1), the holder's certificate first.
///
/// Names and signatures are right already: ``PathBuilder`` puts nothing else together. Constraints
/// that are not followed refuse, because a half check would let through what they forbid.
enum PathRules {
    static func findings(_ chain: [Certificate], at instant: Instant) -> [Finding] {
        var findings: [Finding] = []
        for (position, certificate) in chain.enumerated() {
            findings += validity(certificate, position, at: instant)
            findings += extensions(certificate, position, at: instant)
            if position > 0 { findings += authority(certificate, position, at: instant) }
        }
        findings += lengths(chain, at: instant)
        return findings
    }

    /// Both ends belong to the validity (RFC 5280 section 4.1.2.5).
    static func validity(
        _ certificate: Certificate, _ position: Int, at instant: Instant
    ) -> [Finding] {
        guard !certificate.isValid(at: instant) else { return [] }
        let subject = Finding.Subject.certificate(certificate, position: position)
        if instant < certificate.notBefore {
            return [
                Finding(
                    .certificateNotYetValid, subject: subject, at: instant,
                    detail: .moment(certificate.notBefore))
            ]
        }
        return [
            Finding(
                .certificateExpired, subject: subject, at: instant,
                detail: .moment(certificate.notAfter))
        ]
    }

    private static func extensions(
        _ certificate: Certificate, _ position: Int, at instant: Instant
    ) -> [Finding] {
        let known = certificate.extensions
        guard !known.unknownCritical.isEmpty || !known.constraintsNotFollowed.isEmpty else {
            return []
        }
        let subject = Finding.Subject.certificate(certificate, position: position)
        return known.unknownCritical.map {
            Finding(
                .criticalExtensionUnknown, subject: subject, at: instant, detail: .identifier($0))
        }
            + known.constraintsNotFollowed.map {
                Finding(
                    .constraintNotSupported, subject: subject, at: instant, detail: .identifier($0))
            }
    }

    private static func authority(
        _ certificate: Certificate, _ position: Int, at instant: Instant
    ) -> [Finding] {
        guard !certificate.isAuthority || certificate.version != 3 else { return [] }
        return [
            Finding(
                .issuerNotAuthority, subject: .certificate(certificate, position: position),
                at: instant)
        ]
    }

    /// pathLenConstraint counts the authorities below that are not self-issued.
    private static func lengths(_ chain: [Certificate], at instant: Instant) -> [Finding] {
        var findings: [Finding] = []
        for (position, certificate) in chain.enumerated().dropFirst() {
            guard let most = certificate.extensions.basicConstraints?.pathLengthMax else {
                continue
            }
            let below = chain[1..<position].count { !$0.isSelfIssued }
            if below > most {
                findings.append(
                    Finding(
                        .pathTooLong, subject: .certificate(certificate, position: position),
                        at: instant, detail: .text(String(most))))
            }
        }
        return findings
    }
}
