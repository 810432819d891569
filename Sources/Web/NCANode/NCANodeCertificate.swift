import ASN1
import Kernel
import Signatures
import UseCases

extension SignatureService {
    /// NCANode's `CertificateInfo`.
    ///
    /// - Parameter isValid: the verdict where one was reached already; nil to judge the
    ///   certificate alone.
    func ncaNodeInfo(
        _ certificate: Certificate, included: [Certificate], policy: SignaturePolicy,
        sources: Set<RevocationSource>, isValid: Bool? = nil
    ) async -> JSON {
        var valid = isValid
        if valid == nil {
            let judgement = await judge(
                certificate, included: included, policy: policy, sources: sources)
            valid = !judgement.findings.contains { $0.severity == .refusal }
        }
        var revocations: [JSON] = []
        for source in [RevocationSource.ocsp, .crl] where sources.contains(source) {
            revocations.append(
                await revocation(certificate, included, source, at: policy.instant))
        }
        return .object(
            present: ("valid", .bool(valid ?? false)), ("revocations", .array(revocations)),
            ("notBefore", .string(certificate.notBefore.ncaNode)),
            ("notAfter", .string(certificate.notAfter.ncaNode)),
            ("keyUsage", .string(certificate.ncaNodeKeyUsage)),
            ("serialNumber", .string(certificate.ncaNodeSerial)),
            ("signAlg", .string(certificate.ncaNodeAlgorithm)),
            ("keyUser", .array(certificate.ncaNodeUsers.map { .string($0) })),
            ("publicKey", .string(certificate.spki.base64)),
            ("signature", .string(certificate.signature.base64)),
            ("subject", certificate.subject.ncaNode(certificate.subjectName)),
            ("issuer", certificate.issuer.ncaNode(certificate.issuerName)))
    }

    /// What one source says; who cannot say counts as revoked, as with NCANode, and says why.
    private func revocation(
        _ certificate: Certificate, _ included: [Certificate], _ source: RevocationSource,
        at instant: Instant
    ) async -> JSON {
        var policy = SignaturePolicy(at: instant)
        policy.purpose = .any
        policy.unknownRevocation = .warn
        let evidence = await self.evidence(
            for: [certificate], pool: included, policy: policy, sources: [source])
        let by = JSON.string(source == .ocsp ? "OCSP" : "CRL")
        let statuses = judge(evidence).judge(
            certificate, included: included, policy: policy, at: instant
        ).revocations
        switch statuses.first ?? .unknown(.noEvidence) {
        case .good: return ["revoked": false, "by": by, "revocationTime": .null, "reason": .null]
        case .revoked(let since, let reason, _):
            return [
                "revoked": true, "by": by, "revocationTime": .string(since.ncaNode),
                "reason": .string("\(reason)"),
            ]
        case .neverIssued:
            return ["revoked": true, "by": by, "revocationTime": .null, "reason": "neverIssued"]
        case .unknown(let why):
            return [
                "revoked": true, "by": by, "revocationTime": .null,
                "reason": .string("unknown: \(why.rawValue)"),
            ]
        }
    }
}

extension Certificate {
    /// The serial number as Java writes a number: without zero digits before it.
    fileprivate var ncaNodeSerial: String {
        let digits = serial.drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }

    /// SIGN with digitalSignature and nonRepudiation, AUTH with digitalSignature and
    /// keyEncipherment, else UNKNOWN: so every universal key since 2022 is SIGN.
    fileprivate var ncaNodeKeyUsage: String {
        let usage = extensions.keyUsage ?? []
        guard usage.contains(.digitalSignature) else { return "UNKNOWN" }
        if usage.contains(.nonRepudiation) { return "SIGN" }
        return usage.contains(.keyEncipherment) ? "AUTH" : "UNKNOWN"
    }

    fileprivate var ncaNodeAlgorithm: String {
        switch scheme {
        case .success(.gost(.gost2015With512)): "ECGOST3410-2015-512"
        case .success(.gost(.gost2015With256)): "ECGOST3410-2015-256"
        case .success(.gost(.gost2004)): "ECGOST34310"
        case .success(.rsa(let digest)): "\(digest)".uppercased() + "WITHRSA"
        case .success(.ecdsa(let digest)): "\(digest)".uppercased() + "WITHECDSA"
        case .success(.ed25519): "ED25519"
        case .failure: "UNKNOWN"
        }
    }

    /// The 15 words that NCANode knows; a treasury's or AI platform's role has none.
    fileprivate var ncaNodeUsers: [String] {
        roles.compactMap { role in
            switch role {
            case .individual: "INDIVIDUAL"
            case .organization: "ORGANIZATION"
            case .firstHead: "CEO"
            case .rightToSign: "CAN_SIGN"
            case .rightToSignFinancial: "CAN_SIGN_FINANCIAL"
            case .humanResources: "HR"
            case .employee: "EMPLOYEE"
            case .authorityPrivileges: "NCA_PRIVILEGES"
            case .authorityAdministrator: "NCA_ADMIN"
            case .authorityManager: "NCA_MANAGER"
            case .authorityOperator: "NCA_OPERATOR"
            case .identification: "IDENTIFICATION"
            case .identificationInPerson: "IDENTIFICATION_CON"
            case .identificationRemote: "IDENTIFICATION_REMOTE"
            case .identificationDigitalID: "IDENTIFICATION_REMOTE_DIGITAL_ID"
            case .organizationSystem, .identificationAIPlatform, .treasury: nil
            }
        }
    }
}

extension CertificateSubject {
    /// NCANode's `CertificateSubject`; `lastName` is the patronymic, as there.
    fileprivate func ncaNode(_ name: DistinguishedName) -> JSON {
        .object(
            present: ("commonName", .string(commonName)),
            ("lastName", patronymic.map { .string($0) }),
            ("surName", surname.map { .string($0) }), ("email", email.map { .string($0) }),
            ("organization", organization.map { .string($0) }), ("gender", "NONE"),
            ("iin", iin.map { .string($0) }), ("bin", bin.map { .string($0) }),
            ("country", country.map { .string($0) }),
            ("locality", locality.map { .string($0) }), ("state", state.map { .string($0) }),
            ("dn", .string(name.description)))
    }
}

extension Instant {
    /// As Java writes it: UTC, three digits of milliseconds, `+00:00`.
    var ncaNode: String {
        let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = seconds - days * 86_400
        let two = { (value: Int64) in value < 10 ? "0\(value)" : "\(value)" }
        let fraction = String(1000 + milliseconds - seconds * 1000).dropFirst()
        return "\(Day(daysSince1970: Int(days)))T\(two(second / 3600)):"
            + "\(two(second / 60 % 60)):\(two(second % 60)).\(fraction)+00:00"
    }
}
