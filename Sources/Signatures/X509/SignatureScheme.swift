import ASN1
import COpenSSL

/// How a signature in a certificate, a message or a list is made: algorithm of the key, and hash.
package enum SignatureScheme: Hashable, Sendable {
    /// RSASSA-PKCS1-v1_5.
    case rsa(DigestAlgorithm)
    /// ECDSA; the signature is DER with r and s.
    case ecdsa(DigestAlgorithm)
    /// Ed25519 over the message itself.
    case ed25519
    /// GOST; the signature is r and s, little-endian.
    case gost(GOSTParameters)

    /// Why no scheme is made of an identifier.
    package enum Fault: Error, Hashable, Sendable {
        /// MD2, MD5 or SHA-1: whoever can buy a collision can forge.
        case weak(ObjectIdentifier)
        /// An algorithm that is not verified here.
        case unsupported(ObjectIdentifier)
        /// Parameters where there must be none.
        case malformed
    }

    /// Reads an AlgorithmIdentifier (RFC 5280 section 4.1.1.2).
    ///
    /// - Parameter digest: the message's own hash, for the identifiers that name a key alone: plain
    ///   RSA (RFC 3370 section 3.2) and the key type that old Kazakh messages carry.
    package init(_ element: ASN1Element, digest: DigestAlgorithm? = nil) throws(Fault) {
        let identifier = try AlgorithmIdentifier(element)
        let type = identifier.algorithm
        guard identifier.hasNoParameters || GOSTParameters.with(keyIdentifier: type) != nil else {
            throw .malformed
        }
        if let named = SignatureScheme.named[type] {
            self = named
        } else if let parameters = GOSTParameters.allCases.first(where: {
            $0.signatureIdentifier == type || ($0.keyIdentifier == type && digest == $0.digest)
        }) {
            self = .gost(parameters)
        } else if type == SignatureScheme.rsaEncryption, let digest {
            guard digest.isStrong else { throw .weak(digest.identifier) }
            guard SignatureScheme.sha2.contains(digest) else { throw .unsupported(type) }
            self = .rsa(digest)
        } else if SignatureScheme.weak.contains(type) {
            throw .weak(type)
        } else {
            throw .unsupported(type)
        }
    }

    /// The scheme with which `key` signs here.
    package init(signingWith key: PublicKey) {
        switch key.algorithm {
        case .es256: self = .ecdsa(.sha256)
        case .rs256: self = .rsa(.sha256)
        case .edDSA: self = .ed25519
        case .gost2015With512: self = .gost(.gost2015With512)
        case .gost2015With256: self = .gost(.gost2015With256)
        case .gost2004: self = .gost(.gost2004)
        }
    }

    /// The hash of the message; nil for Ed25519, which hashes by itself.
    package var digest: DigestAlgorithm? {
        switch self {
        case .rsa(let digest), .ecdsa(let digest): digest
        case .ed25519: nil
        case .gost(let parameters): parameters.digest
        }
    }

    /// The hash that a message which is signed so carries: SHA-512 for Ed25519 (RFC 8419).
    package var messageDigest: DigestAlgorithm { digest ?? .sha512 }

    /// The AlgorithmIdentifier in DER.
    package var identifier: [UInt8] {
        switch self {
        case .gost(let parameters):
            DER.sequence(DER.objectIdentifier(parameters.signatureIdentifier), DER.null)
        case .rsa:
            DER.sequence(DER.objectIdentifier(objectIdentifier), DER.null)
        case .ecdsa, .ed25519: DER.sequence(DER.objectIdentifier(objectIdentifier))
        }
    }

    /// The object identifier.
    package var objectIdentifier: ObjectIdentifier {
        if case .gost(let parameters) = self { return parameters.signatureIdentifier }
        return SignatureScheme.named.first { $0.value == self }?.key
            ?? SignatureScheme.rsaEncryption
    }

    static let rsaEncryption: ObjectIdentifier = "1.2.840.113549.1.1.1"
    private static let sha2: Set<DigestAlgorithm> = [.sha256, .sha384, .sha512]

    private static let named: [ObjectIdentifier: SignatureScheme] = [
        "1.2.840.113549.1.1.11": .rsa(.sha256), "1.2.840.113549.1.1.12": .rsa(.sha384),
        "1.2.840.113549.1.1.13": .rsa(.sha512), "1.2.840.10045.4.3.2": .ecdsa(.sha256),
        "1.2.840.10045.4.3.3": .ecdsa(.sha384), "1.2.840.10045.4.3.4": .ecdsa(.sha512),
        "1.3.101.112": .ed25519,
    ]

    /// RSA with MD2, MD4, MD5 and SHA-1; DSA and ECDSA with SHA-1.
    private static let weak: Set<ObjectIdentifier> = [
        "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3", "1.2.840.113549.1.1.4",
        "1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.2.840.10040.4.3", "1.2.840.10045.4.1",
    ]
}

/// An AlgorithmIdentifier: what, and with which parameters.
struct AlgorithmIdentifier {
    let algorithm: ObjectIdentifier
    let parameters: ASN1Element?

    init(_ element: ASN1Element) throws(SignatureScheme.Fault) {
        do throws(ASN1Fault) {
            var members = try element.members(.sequence)
            algorithm = try members.next().objectIdentifier()
            parameters = try members.nextIfAny()
            try members.end()
        } catch { throw .malformed }
    }

    /// Nothing, or NULL.
    var hasNoParameters: Bool { parameters.map { $0.tag == .null } ?? true }
}

extension GOSTParameters {
    static func with(keyIdentifier: ObjectIdentifier) -> GOSTParameters? {
        allCases.first { $0.keyIdentifier == keyIdentifier }
    }
}

extension PublicKey {
    /// Whether a scheme is one that this key can have made.
    package func fits(_ scheme: SignatureScheme) -> Bool {
        switch (scheme, material) {
        case (.rsa, .rsa), (.ecdsa, .p256), (.ed25519, .ed25519): true
        case (.gost(let wanted), .gost(let own, _)): wanted == own
        default: false
        }
    }

    /// Whether `signature`, in the form that X.509 and CMS have, is this key's of `message`.
    package func verify(
        _ message: [UInt8], signature: [UInt8], scheme: SignatureScheme
    ) -> Bool {
        guard fits(scheme) else { return false }
        switch scheme {
        case .ed25519, .gost, .rsa(.sha256): return verify(message, signature: signature)
        case .ecdsa(.sha256):
            guard let jose = ECDSASignature.jose(fromStrict: signature) else { return false }
            return verify(message, signature: jose)
        case .rsa(let digest):
            guard case .rsa(let modulus, _) = material, signature.count == modulus.count else {
                return false
            }
            return verifyWhole(message, signature: signature, digest: digest)
        case .ecdsa(let digest):
            guard ECDSASignature.jose(fromStrict: signature) != nil else { return false }
            return verifyWhole(message, signature: signature, digest: digest)
        }
    }

    /// SHA-384 and SHA-512, with which others sign.
    private func verifyWhole(
        _ message: [UInt8], signature: [UInt8], digest: DigestAlgorithm
    ) -> Bool {
        SignatureTally.noteCheck()
        let pointer = unsafe EVP_MD_CTX_new()
        guard let object = libraryKey,
            let context = unsafe LibraryObject(pointer, freedBy: { unsafe EVP_MD_CTX_free($0) }),
            unsafe EVP_DigestVerifyInit_ex(
                context.pointer, nil, digest == .sha384 ? "SHA384" : "SHA512", nil, nil,
                object.pointer, nil) == 1,
            unsafe EVP_DigestVerify(
                context.pointer, signature, signature.count, message, message.count) == 1
        else {
            discardLibraryErrors()
            return false
        }
        return true
    }
}

extension MessageSigner {
    /// The scheme of this key's signatures.
    package var scheme: SignatureScheme { SignatureScheme(signingWith: publicKey) }

    /// The signature of `message` in the form that X.509 and CMS have.
    package func signForCertificate(_ message: [UInt8]) throws(LibraryFault) -> [UInt8] {
        let signature = try sign(message)
        guard publicKey.algorithm == .es256 else { return signature }
        return ECDSASignature.strictDER(fromJOSE: signature)
    }
}

extension ECDSASignature {
    /// 64 bytes r and s of DER without anything superfluous; nil for anything else.
    static func jose(fromStrict der: [UInt8]) -> [UInt8]? {
        guard let element = try? DER.parse(der, limits: .certificate),
            var members = try? element.members(.sequence),
            let r = try? members.next().unsignedInteger(),
            let s = try? members.next().unsignedInteger(), members.isAtEnd,
            r.count <= 32, s.count <= 32
        else { return nil }
        let padding = { (bytes: [UInt8]) in [UInt8](repeating: 0, count: 32 - bytes.count) + bytes }
        return padding(r) + padding(s)
    }

    /// DER of 64 bytes r and s.
    static func strictDER(fromJOSE signature: [UInt8]) -> [UInt8] {
        DER.sequence(
            DER.integer(unsigned: signature.prefix(32)),
            DER.integer(unsigned: signature.dropFirst(32)))
    }
}

extension SignatureScheme.Fault {
    /// Which algorithm it was.
    var detail: Finding.Detail {
        switch self {
        case .weak(let identifier), .unsupported(let identifier): .identifier(identifier)
        case .malformed: .none
        }
    }
}
