import ASN1

extension GOSTParameters {
    /// The AlgorithmIdentifier of a key: type, and curve and hash as its parameters.
    var keyAlgorithm: [UInt8] {
        DER.sequence(
            DER.objectIdentifier(keyIdentifier),
            DER.sequence(
                DER.objectIdentifier(curveIdentifier),
                DER.objectIdentifier(hashParameterIdentifier)))
    }

    /// Reads what ``keyAlgorithm`` writes; nil when it is no GOST key's at all.
    ///
    /// - Throws: ``KeyFault/unsupported`` for another curve or hash under one of our key types.
    static func read(keyAlgorithm element: ASN1Element) throws(KeyFault) -> GOSTParameters? {
        do throws(ASN1Fault) {
            var members = try element.members(.sequence)
            let type = try members.next().objectIdentifier()
            guard let found = allCases.first(where: { $0.keyIdentifier == type }) else {
                return nil
            }
            var parameters = try members.next().members(.sequence)
            try members.end()
            let curve = try parameters.next().objectIdentifier()
            let hash = try parameters.nextIfAny()?.objectIdentifier()
            try parameters.end()
            guard curve == found.curveIdentifier,
                hash == nil || hash == found.hashParameterIdentifier
            else { throw ASN1Fault.unexpectedValue }
            return found
        } catch {
            throw error == .unexpectedValue ? .unsupported : .malformed
        }
    }
}

extension PublicKey {
    /// A GOST key by X and Y, little-endian, one after the other.
    ///
    /// - Throws: ``KeyFault/wrongLength``, ``KeyFault/notOnCurve``.
    package init(gost parameters: GOSTParameters, xy: [UInt8]) throws(KeyFault) {
        try self.init(.gost(parameters, xy: xy))
    }

    /// The material of a SubjectPublicKeyInfo with one of our GOST key types; nil for any other.
    ///
    /// The BIT STRING holds an OCTET STRING with X and Y, each little-endian.
    static func readGOST(spki der: [UInt8]) throws(KeyFault) -> Material? {
        // What is no DER is left to OpenSSL to refuse.
        guard let element = try? DER.parse(der, limits: .certificate),
            var members = try? element.members(.sequence), let algorithm = try? members.next(),
            let parameters = try GOSTParameters.read(keyAlgorithm: algorithm)
        else { return nil }
        do throws(ASN1Fault) {
            let bits = try members.next(.bitString).bitStringBytes()
            try members.end()
            let xy = try DER.parse(bits, limits: .certificate).octetString()
            return .gost(parameters, xy: xy)
        } catch { throw .malformed }
    }
}
