import Journal
import Kernel
import Registers
import Signatures
import Store

extension Platform {
    /// Ends a challenge with the signature of it and opens a session (UC-27 2 to 6).
    ///
    /// The certificate is judged at our time: chain, use of the key, revocation. A signature is
    /// taken for its own challenge only, once.
    /// - Parameter cms: a SignedData with one signature, the challenge inside or not.
    /// - Throws: `challengeUnknown`, `challengeExpired`, `tooManyTries`, `signatureRefused` with
    ///   what was found, `revocationUnknown`, `signatureNotOfPerson`, `registerUnavailable`.
    package func finishEDSSignIn(
        challenge id: Identifier<EDSChallenge>, cms: [UInt8], device: String
    ) async throws -> NewSession {
        guard let challenge = try await edsChallenge(id), !challenge.isUsed else {
            throw Refusal(.challengeUnknown, clause: "DD-11")
        }
        guard clock.now() < challenge.expiresAt else {
            throw Refusal(.challengeExpired, clause: "DD-11")
        }
        try await spendEDSTry(of: id)
        let signer: EDSSigner
        do throws(EDSRefusal) {
            signer = try await edsSigner(of: cms, over: challenge.bytes)
        } catch {
            try await recordEDSRefusal(error)
            throw error.refusal
        }
        let record = try await livingOrDead(signer.iin)
        guard record?.deathDate == nil else {
            throw Refusal(.signatureNotOfPerson, Self.personHasDied, clause: "DD-11")
        }
        return try await openEDSSession(
            of: signer, name: record?.fullName ?? signer.certificate.subject.commonName,
            challenge: id, device: device)
    }

    /// The policy of signing in: our time, a key that signs in, revocation known (UC-27 4).
    package func edsSignInPolicy(at instant: Instant) -> SignaturePolicy {
        var policy = SignaturePolicy.signedNow(.authentication, at: instant)
        policy.algorithms = [.es256, .rs256, .gost2015With512, .gost2015With256]
        return policy
    }

    // MARK: - Steps

    /// What the population register says of the signer; nil for whom it does not know.
    ///
    /// - Throws: `registerUnavailable`, `registerAnswerInvalid`: the certificate of one who has died
    ///   may be good for a year yet, so that without the register nobody is let in.
    private func livingOrDead(_ iin: IIN) async throws -> PersonRecord? {
        do { return try await registers.person(iin) } catch let fault as RegisterFault {
            throw Refusal(fault.problemCode, clause: "DD-11", retryAfterSeconds: 5)
        }
    }

    /// A try counts before the signature is looked at, so that many at once count too.
    private func spendEDSTry(of id: Identifier<EDSChallenge>) async throws {
        let triesMax = configuration.oneTimePasswordTries
        let counted = try await store.write { transaction in
            try transaction.change(
                """
                UPDATE eds_challenge SET tries = tries + 1
                WHERE id = \(id) AND used_at IS NULL AND tries < \(triesMax)
                """)
        }
        guard counted == 1 else { throw Refusal(.tooManyTries, clause: "DD-11") }
    }

    private func edsSigner(
        of cms: [UInt8], over challenge: [UInt8]
    ) async throws(EDSRefusal) -> EDSSigner {
        let report = await signatureService.verify(
            cms, content: challenge, policy: edsSignInPolicy(at: clock.now()))
        let refusals = report.findings.filter { $0.severity == .refusal }
        let certificate = report.signatures.first?.signer
        guard refusals.isEmpty, report.signatures.count == 1, let certificate else {
            // Whose name stands in a certificate that nobody vouches for is nobody's matter.
            let sound = refusals.allSatisfy { FindingCode.ofSoundSignature.contains($0.code) }
            let isOne = report.signatures.count == 1 && sound && !refusals.isEmpty
            throw EDSRefusal(
                findings: refusals, iin: isOne ? certificate.flatMap(iin(of:)) : nil)
        }
        guard let iin = iin(of: certificate) else {
            throw EDSRefusal(findings: [], iin: nil, code: .signatureNotOfPerson)
        }
        return EDSSigner(iin: iin, bin: bin(of: certificate), certificate: certificate)
    }

    private func iin(of certificate: Certificate) -> IIN? {
        certificate.subject.iin.flatMap { try? IIN($0, rules: configuration.identityRules) }
    }

    private func bin(of certificate: Certificate) -> BIN? {
        certificate.subject.bin.flatMap { try? BIN($0, rules: configuration.identityRules) }
    }

    private func recordEDSRefusal(_ refused: EDSRefusal) async throws {
        guard let iin = refused.iin else { return }
        let now = clock.now()
        let codes = refused.findings.map { JSON.string($0.code.rawValue) }
        _ = try await store.write { [journal] transaction in
            try journal.append(
                .signInRefused, at: now, facts: ["method": "eds", "findings": .array(codes)],
                subject: iin, in: transaction)
        }
    }

    private func openEDSSession(
        of signer: EDSSigner, name: String, challenge id: Identifier<EDSChallenge>, device: String
    ) async throws -> NewSession {
        let now = clock.now()
        let secret = random.bytes(32).base64URL
        let hash = secrets.sessionHash(secret)
        let person = SignedInPerson(
            iin: signer.iin, displayName: name, session: Identifier(random: random), method: .eds,
            bin: signer.bin, roles: Set(signer.certificate.roles))
        let certificate = signer.certificate
        let roles = certificate.roles.map(\.rawValue)
        let words = roles.joined(separator: " ")
        let endsAt = certificate.notAfter.adding(seconds: 1)
        try await store.write { [journal] transaction in
            let taken = try transaction.change(
                """
                UPDATE eds_challenge SET used_at = \(now)
                WHERE id = \(id) AND used_at IS NULL AND expires_at > \(now)
                """)
            guard taken == 1 else { throw Refusal(.challengeUnknown, clause: "DD-11") }
            try transaction.execute(
                """
                INSERT INTO session (id, secret_hash, iin, display_name, device, created_at,
                    seen_at, method, challenge_id, certificate_serial, bin, roles, ends_at)
                VALUES (\(person.session), \(hash), \(signer.iin), \(name),
                    \(String(device.prefix(120))), \(now), \(now), 'eds', \(id),
                    \(certificate.serial), \(signer.bin?.digits), \(words), \(endsAt))
                """)
            try journal.append(
                .signedIn, at: now,
                facts: [
                    "method": "eds", "clause": "DD-11", "bin": JSON(signer.bin?.digits),
                    "roles": .array(roles.map { .string($0) }),
                ], personal: ["certificate": .string(certificate.serial)], subject: signer.iin,
                in: transaction)
        }
        return NewSession(person: person, secret: secret)
    }

    private static let personHasDied = LocalizedText(
        kk: "Тіркелімде бұл адамның қайтыс болғаны жазылған",
        ru: "В реестре записана смерть этого человека",
        en: "The register records this person's death")
}

/// Who signed a challenge, by a certificate against which nothing speaks.
private struct EDSSigner: Sendable {
    let iin: IIN
    let bin: BIN?
    let certificate: Certificate
}

/// Why a signature of a challenge was not taken.
private struct EDSRefusal: Error {
    let findings: [Finding]
    /// Whose certificate it truly was, where that is known.
    let iin: IIN?
    var code: ProblemCode?

    /// Unknown revocation alone has its own code: the person did nothing wrong.
    var refusal: Refusal {
        let codes = Set(findings.map(\.code))
        let own: ProblemCode =
            code ?? (codes == [.revocationUnknown] ? .revocationUnknown : .signatureRefused)
        return Refusal(
            own, findings.isEmpty ? nil : LocalizedText(refusals: findings), clause: "DD-11",
            retryAfterSeconds: own == .revocationUnknown ? 60 : nil)
    }
}

extension FindingCode {
    /// What can be wrong although the holder's own key truly signed.
    fileprivate static let ofSoundSignature: Set<FindingCode> = [
        .certificateExpired, .certificateNotYetValid, .certificateRevoked, .revocationUnknown,
        .keyUsageForbids, .roleNotAllowed, .signedBeforeCertificate, .signedInFuture,
    ]
}
