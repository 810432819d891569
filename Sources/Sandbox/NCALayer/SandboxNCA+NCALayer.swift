import ASN1
import Kernel
import Signatures
import SigningChannels
import XMLSignatures

extension SandboxNCA {
    /// What NCALayer answers when the person has chosen this key and typed this password.
    ///
    /// Nothing is made up: the key file is opened with the password and its key signs. A request that
    /// takes keys on tokens alone finds none: nothing is plugged in here.
    package func answer(
        _ wish: NCALayerWish, with issued: IssuedCertificate, password: String
    ) -> NCALayerAnswer {
        if case .signature(let order) = wish, !order.allowsFile {
            return NCALayerRefusal.noToken.answer
        }
        let entry: PKCS12.Entry
        do throws(PKCS12Fault) {
            guard let first = try PKCS12(issued.p12, password: password).entries.first else {
                return NCALayerRefusal.unsuitableKey.answer
            }
            entry = first
        } catch {
            return error == .wrongPassword
                ? NCALayerRefusal.wrongPassword.answer : NCALayerRefusal.unsuitableKey.answer
        }
        switch wish {
        case .tokens, .locale: return .info([])
        case .keyInfo: return .info(issued.certificate.ncaLayerInfo(alias: entry.alias))
        case .signature(let order):
            if let refusal = refusal(order, issued) { return refusal.answer }
            return sign(order, with: entry, issued)
        }
    }

    private func refusal(
        _ order: NCALayerOrder, _ issued: IssuedCertificate
    ) -> NCALayerRefusal? {
        let certificate = issued.certificate
        let authorities = [self[issued.family].issuing, self[issued.family].root].map(
            \.certificate.der)
        let keyUsage = certificate.extensions.keyUsage ?? []
        let isMeant =
            switch order.keyUse {
            case nil: true
            case .signature: keyUsage.contains(.nonRepudiation)
            case .authentication: keyUsage.contains(.digitalSignature)
            }
        let now = clock.now()
        let uses = Set((certificate.extensions.extendedKeyUsage ?? []).map(\.description))
        let fits =
            (order.iin == nil || order.iin == certificate.subject.iin)
            && (order.bin == nil || order.bin == certificate.subject.bin)
            && uses.isSuperset(of: order.extendedKeyUsages)
            && (order.serialNumber.map { $0.lowercased() == certificate.serial.lowercased() }
                ?? true)
            && (order.chain.isEmpty || !Set(order.chain).isDisjoint(with: authorities))
        guard fits, isMeant else { return .unsuitableKey }
        if now < certificate.notBefore { return .certificateNotYetValid }
        return certificate.notAfter < now && !order.allowsExpired ? .certificateExpired : nil
    }

    private func sign(
        _ order: NCALayerOrder, with entry: PKCS12.Entry, _ issued: IssuedCertificate
    ) -> NCALayerAnswer {
        do {
            let signed = try order.contents.map { content in
                try sign(content, as: order.container, with: entry, issued.family)
            }
            return .signed(signed, isList: order.isList)
        } catch { return NCALayerRefusal.unreadable.answer }
    }

    private func sign(
        _ content: [UInt8], as container: NCALayerOrder.Container, with entry: PKCS12.Entry,
        _ family: NCAFamily
    ) throws -> String {
        var draft: SignedDataDraft
        switch container {
        case .xml:
            let signer = try XMLSigner(certificate: entry.certificate, key: entry.key)
            return String(decoding: try signer.sign(content), as: UTF8.self)
        case .jwt:
            return try JWT.sign(
                header: ["typ": "JWT", "alg": .string(entry.key.algorithm.name)],
                payload: content, key: entry.key)
        case .cmsOfDigest: draft = SignedDataDraft(ofDigest: content)
        case .cms(let isDetached, _):
            draft = SignedDataDraft(content: content, detached: isDetached)
        }
        let signature = try draft.sign(
            with: entry.key, certificate: entry.certificate, signingTime: clock.now())
        if case .cms(_, isStamped: true) = container {
            try draft.attach(timeStamp: stamp(signature, family))
        }
        return draft.der.base64
    }
}

extension Certificate {
    /// What the old protocol's `getKeyInfo` gives; moments in milliseconds, as text.
    fileprivate func ncaLayerInfo(alias: String) -> JSON {
        [
            "alias": .string(alias), "serialNumber": .string(serial),
            "algorithm": .string(publicKey.algorithm.name),
            "subjectCn": .string(subject.commonName),
            "subjectDn": .string(subjectName.description),
            "issuerCn": .string(issuer.commonName), "issuerDn": .string(issuerName.description),
            "certNotBefore": .string(String(notBefore.milliseconds)),
            "certNotAfter": .string(String(notAfter.milliseconds)), "pem": .string(pem),
        ]
    }
}
