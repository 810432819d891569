import ASN1
import Kernel
import Testing

@testable import Signatures

/// The Kazakh GOST algorithms: hashes, byte orders, what is refused, and what others say of it.
@Suite struct GOSTTests {
    private let message = Array("Қазақстан".utf8)

    @Test func `hashes have their published values`() {
        #expect(
            DigestAlgorithm.streebog512.hash([]).hex
                == "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7"
                + "362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a")
        #expect(
            DigestAlgorithm.streebog512.hash(message).hex
                == "711c516409430316d6e7a6d0612fd2ecc3f96767e32aa75ae6994a24ef4dbb78"
                + "aed12e68db5d9f3e33423630b90de39adcabf4f2d94c6d90bb99a28abc0cd74b")
        // RFC 6986 section 10.1.2: message M1, 63 bytes.
        let m1 = Array("012345678901234567890123456789012345678901234567890123456789012".utf8)
        #expect(
            DigestAlgorithm.streebog256.hash(m1).hex
                == "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500")
        #expect(
            DigestAlgorithm.gost94.hash([]).hex
                == "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d")
        #expect(
            DigestAlgorithm.gost94.hash(message).hex
                == "b67b31c1ed7793c14467bdd6218c834aacdad86c36aa2f0a0b014823c13c971c")
    }

    /// A signed structure taken apart: what was signed, and the signature.
    private func signed(_ der: [UInt8]) throws -> (body: [UInt8], signature: [UInt8]) {
        var members = try DER.parse(der, limits: .message).members(.sequence)
        let body = try members.next()
        _ = try members.next()
        return (Array(body.bytes), try members.next().bitStringBytes())
    }

    @Test func `the test authority's certificates and lists verify, changed ones do not`() throws {
        let root = try Certificate(der: Vectors.bytes("nca-gost/root_test_gost_2022.cer"))
        let issuing = try Certificate(der: Vectors.bytes("nca-gost/nca_gost2022_test.cer"))
        #expect(root.publicKey.algorithm == .gost2015With512)
        let cases = [
            ("root_test_gost_2022.cer", root.publicKey),
            ("nca_gost2022_test.cer", root.publicKey),
            ("nca_gost2022_test.crl", issuing.publicKey),
            ("nca_gost2022_d_test.crl", issuing.publicKey),
        ]
        for (name, key) in cases {
            let (body, signature) = try signed(Vectors.bytes("nca-gost/" + name))
            #expect(key.verify(body, signature: signature), "\(name)")
            for step in 0..<10 {
                var changed = body
                changed[step * body.count / 10] ^= 1
                #expect(!key.verify(changed, signature: signature), "\(name)")
                var wrong = signature
                wrong[step * signature.count / 10] ^= 1
                #expect(!key.verify(body, signature: wrong), "\(name)")
            }
        }
    }

    @Test(arguments: [GOSTParameters.gost2015With512, .gost2015With256])
    func `what is signed verifies, and nothing else does`(_ parameters: GOSTParameters) throws {
        let key = try SigningKey.generateGOST(parameters)
        let signature = try key.sign(message)
        #expect(signature.count == parameters.signatureBytes)
        #expect(key.publicKey.verify(message, signature: signature))
        #expect(try key.sign(message) != signature, "the nonce must be new each time")
        #expect(!key.publicKey.verify(message + [0], signature: signature))
        #expect(!key.publicKey.verify(message, signature: signature + [0]))
        #expect(!key.publicKey.verify(message, signature: Array(signature.dropLast())))
        #expect(!key.publicKey.verify(message, signature: []))
        let other = try SigningKey.generateGOST(parameters).publicKey
        #expect(!other.verify(message, signature: signature))
        let half = parameters.coordinateBytes
        let zero = [UInt8](repeating: 0, count: half)
        let (r, s) = (Array(signature[..<half]), Array(signature[half...]))
        for wrong in [zero + s, r + zero, zero + zero, s + r] {
            #expect(!key.publicKey.verify(message, signature: wrong))
        }
        let all = [UInt8](repeating: 0xFF, count: half)
        #expect(!key.publicKey.verify(message, signature: all + s))
        #expect(!key.publicKey.verify(message, signature: r + all))
        let digest = parameters.digest.hash(message)
        let second = try #require(key.sign(digest: digest))
        #expect(key.publicKey.verify(digest: digest, signature: second))
        #expect(key.sign(digest: Array(digest.dropLast())) == nil)
    }

    @Test(arguments: GOSTParameters.allCases)
    func `only points of the curve are keys`(_ parameters: GOSTParameters) throws {
        let width = parameters.coordinateBytes
        #expect(throws: KeyFault.wrongLength) { try PublicKey(gost: parameters, xy: []) }
        #expect(throws: KeyFault.wrongLength) {
            try PublicKey(gost: parameters, xy: [UInt8](repeating: 1, count: 2 * width - 1))
        }
        // The point at infinity has no coordinates; zeros, which stand for it, are no point.
        for filler in [0, 1, 0xFF] as [UInt8] {
            #expect(throws: KeyFault.notOnCurve) {
                try PublicKey(gost: parameters, xy: [UInt8](repeating: filler, count: 2 * width))
            }
        }
        guard parameters != .gost2004 else { return }
        let xy = try coordinates(of: SigningKey.generateGOST(parameters).publicKey)
        var moved = xy
        moved[0] ^= 1
        #expect(throws: KeyFault.notOnCurve) { try PublicKey(gost: parameters, xy: moved) }
        // Big-endian coordinates are the commonest mistake; they are no point either.
        let swapped = Array(xy[..<width].reversed() + xy[width...].reversed())
        #expect(throws: KeyFault.notOnCurve) { try PublicKey(gost: parameters, xy: swapped) }
    }

    /// The coordinates of a GOST key as they stand in it; another key is a failure.
    private func coordinates(of key: PublicKey) throws -> [UInt8] {
        guard case .gost(_, let xy) = key.material else { throw KeyFault.unsupported }
        return xy
    }

    @Test func `private numbers outside the group are refused, the old family signs nothing`()
        throws
    {
        var zero = [UInt8](repeating: 0, count: 64)
        var all = [UInt8](repeating: 0xFF, count: 64)
        var short = [UInt8](repeating: 1, count: 32)
        #expect(throws: KeyFault.malformed) {
            try SigningKey(gost: .gost2015With512, littleEndian: &zero)
        }
        #expect(throws: KeyFault.malformed) {
            try SigningKey(gost: .gost2015With512, littleEndian: &all)
        }
        #expect(all == [UInt8](repeating: 0, count: 64), "what was handed over is overwritten")
        #expect(throws: KeyFault.wrongLength) {
            try SigningKey(gost: .gost2015With512, littleEndian: &short)
        }
        #expect(throws: KeyFault.unsupported) { try SigningKey.generateGOST(.gost2004) }
    }

    @Test(arguments: [GOSTParameters.gost2015With512, .gost2015With256])
    func `keys come back from their files`(_ parameters: GOSTParameters) throws {
        let key = try SigningKey.generateGOST(parameters)
        let again = try SigningKey(pem: key.exportPEM())
        #expect(again.publicKey == key.publicKey)
        #expect(key.publicKey.verify(message, signature: try again.sign(message)))
        #expect(try PublicKey(pem: key.publicKey.pem) == key.publicKey)
        #expect(try PublicKey(spki: key.publicKey.spki).algorithm == key.algorithm)
        #expect(key.keyIdentifier == again.keyIdentifier)
        #expect(!"\(key)".contains(key.publicKey.spki.hex))
        #expect(try key.privateJWK() == nil)
        #expect(throws: KeyFault.unsupported) { try PublicKey(jwk: key.publicKey.jwk) }
    }

    @Test func `a key on another curve under our type is refused`() throws {
        let key = try SigningKey.generateGOST().publicKey
        let xy = try coordinates(of: key)
        let wrong = DER.sequence(
            DER.sequence(
                DER.objectIdentifier(GOSTParameters.gost2015With512.keyIdentifier),
                DER.sequence(
                    DER.objectIdentifier(GOSTParameters.gost2015With256.curveIdentifier),
                    DER.objectIdentifier(DigestAlgorithm.streebog512.identifier))),
            DER.bitString(DER.octetString(xy)))
        #expect(throws: KeyFault.unsupported) { try PublicKey(spki: wrong) }
        for cut in stride(from: 1, to: key.spki.count, by: 7) {
            #expect(throws: KeyFault.self) { try PublicKey(spki: Array(key.spki[..<cut])) }
        }
    }

    @Test func `tokens with GOST15 are checked by pinned keys alone`() throws {
        let key = try SigningKey.generateGOST()
        let header: JSON = ["alg": "GOST15", "typ": "JWT", "kid": .string(key.keyIdentifier)]
        let text = try JWT.sign(header: header, payload: message, key: key)
        let keys = KeySet([key.publicKey])
        let verifier = JWSVerifier(keys: keys, algorithms: [.gost2015With512], type: "JWT")
        #expect(try verifier.verify(text).payload == message)
        let strict = JWSVerifier(keys: keys, type: "JWT")
        #expect(throws: JWTFault.algorithmNotAllowed) { try strict.verify(text) }
        let other = try JWT.sign(header: header, payload: message, key: SigningKey.generateGOST())
        #expect(throws: JWTFault.invalidSignature) { try verifier.verify(other) }
    }

    @Test func `Ed25519 signs what it verifies`() throws {
        let key = try SigningKey.generateEd25519()
        let signature = try key.sign(message)
        #expect(key.publicKey.verify(message, signature: signature))
        #expect(!key.publicKey.verify([], signature: signature))
        #expect(try SigningKey(pem: key.exportPEM()).publicKey == key.publicKey)
    }
}
