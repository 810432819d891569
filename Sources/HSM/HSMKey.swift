import CPKCS11
import Kernel
import Signatures
import Synchronization

/// A private key that never leaves its hardware; signs with RSA or ECDSA on P-256, both with
/// SHA-256.
///
/// One session serves it, one signature at a time. When the session is lost, as by a token that was
/// pulled out, the next signature opens a new one; a signature that the public half does not
/// verify is never handed out. Once the module has refused the PIN it is not shown again before a
/// restart: modules lock themselves after a few wrong ones.
package final class HSMKey: MessageSigner {
    /// Where a key is.
    package struct Place: Hashable, Sendable {
        /// The module's library, for example `/usr/lib/softhsm/libsofthsm2.so`.
        package var modulePath: String
        /// The token's label.
        package var token: String
        /// The key in it.
        package var key: HSMKeyName
        /// The file with the PIN, which its owner alone can open.
        package var pinFile: String

        /// A place.
        package init(modulePath: String, token: String, key: HSMKeyName, pinFile: String) {
            self.modulePath = modulePath
            self.token = token
            self.key = key
            self.pinFile = pinFile
        }
    }

    private struct Open {
        let session: HSMSession
        let key: CK_OBJECT_HANDLE
    }

    private struct State {
        var open: Open?
        var isPINRefused = false
    }

    package let publicKey: PublicKey
    private let place: Place
    private let state: Mutex<State>

    /// Opens the module, logs in, finds the key and its public half, and tries them.
    package init(_ place: Place) throws(HSMFault) {
        let opened = try HSMKey.open(place)
        do throws(HSMFault) {
            publicKey = try readPublicKey(opened.session, named: place.key)
            let trial = try HSMKey.sign(trialMessage, opened, publicKey.algorithm)
            guard publicKey.verify(trialMessage, signature: trial) else {
                throw .keyPairDiffers(place.key.text)
            }
        } catch {
            opened.session.close()
            throw error
        }
        self.place = place
        self.state = Mutex(State(open: opened))
    }

    deinit {
        state.withLock { $0.open?.session.close() }
    }

    package func sign(_ message: [UInt8]) throws(LibraryFault) -> [UInt8] {
        let outcome = state.withLock { state -> Result<[UInt8], LibraryFault> in
            do throws(HSMFault) {
                return .success(try sign(message, &state))
            } catch {
                // Whatever it was, the next signature begins with a new session.
                state.open?.session.close()
                state.open = nil
                if error == .pinRefused { state.isPINRefused = true }
                return .failure(LibraryFault(error))
            }
        }
        let signature = try outcome.get()
        guard publicKey.verify(message, signature: signature) else {
            throw LibraryFault(
                "HSM: the signature does not verify", code: 0, isOfHardware: true)
        }
        return signature
    }

    private func sign(_ message: [UInt8], _ state: inout State) throws(HSMFault) -> [UInt8] {
        if let current = state.open {
            do throws(HSMFault) {
                return try HSMKey.sign(message, current, publicKey.algorithm)
            } catch {
                // Retried once with a new session: this one may be lost and the key still there.
                current.session.close()
                state.open = nil
            }
        }
        guard !state.isPINRefused else { throw .pinRefused }
        let fresh = try HSMKey.open(place)
        state.open = fresh
        return try HSMKey.sign(message, fresh, publicKey.algorithm)
    }

    private static func sign(
        _ message: [UInt8], _ open: Open, _ algorithm: SignatureAlgorithm
    ) throws(HSMFault) -> [UInt8] {
        let digest = SHA256.hash(message).bytes
        switch algorithm {
        case .rs256:
            return try open.session.sign(
                digestInfoPrefix + digest, with: open.key, mechanism: UInt(CKM_RSA_PKCS))
        default:
            return try open.session.sign(digest, with: open.key, mechanism: UInt(CKM_ECDSA))
        }
    }

    private static func open(_ place: Place) throws(HSMFault) -> Open {
        let module = try HSMModule.open(place.modulePath)
        let pin: String
        do throws(KeyFault) { pin = try readPrivateFile(place.pinFile) } catch {
            throw .pinFile(error)
        }
        let session = try HSMSession(module, token: place.token, pin: Array(pin.trimmed.utf8))
        do throws(HSMFault) {
            let key = try session.object(
                CK_OBJECT_CLASS(CKO_PRIVATE_KEY), named: place.key)
            return Open(session: session, key: key)
        } catch {
            session.close()
            throw error
        }
    }
}

/// Signed once at the start, so that a wrong pair is found then and not by whoever verifies.
private let trialMessage = Array("Qyzmet: trial of a key pair".utf8)

/// The DER before the digest in an RSA signature with SHA-256 (RFC 8017 section 9.2).
private let digestInfoPrefix: [UInt8] = [
    0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
]

/// The OID of P-256 as it stands in `CKA_EC_PARAMS`.
private let p256Parameters: [UInt8] = [
    0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07,
]

private func readPublicKey(
    _ session: HSMSession, named name: HSMKeyName
) throws(HSMFault) -> PublicKey {
    let object = try session.object(CK_OBJECT_CLASS(CKO_PUBLIC_KEY), named: name)
    let type = try session.attribute(CKA_KEY_TYPE, of: object)
    let jwk: JSON
    switch type.first {
    case UInt8(CKK_RSA):
        let modulus = try session.attribute(CKA_MODULUS, of: object).drop { $0 == 0 }
        let exponent = try session.attribute(CKA_PUBLIC_EXPONENT, of: object).drop { $0 == 0 }
        jwk = [
            "kty": "RSA", "n": .string(Array(modulus).base64URL),
            "e": .string(Array(exponent).base64URL),
        ]
    case UInt8(CKK_EC):
        guard try session.attribute(CKA_EC_PARAMS, of: object) == p256Parameters else {
            throw .keyUnsupported
        }
        // The point in an OCTET STRING; some modules leave the two bytes before it out.
        let point = Array(try session.attribute(CKA_EC_POINT, of: object).suffix(65))
        guard point.count == 65, point[0] == 4 else { throw .keyUnsupported }
        jwk = [
            "kty": "EC", "crv": "P-256", "x": .string(Array(point[1..<33]).base64URL),
            "y": .string(Array(point[33...]).base64URL),
        ]
    default: throw .keyUnsupported
    }
    guard let key = try? PublicKey(jwk: jwk) else { throw .keyUnsupported }
    return key
}
