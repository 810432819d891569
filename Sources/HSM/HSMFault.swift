import Signatures

/// Why a key in a hardware module cannot be used.
package enum HSMFault: Error, Hashable, Sendable {
    /// The module's library cannot be opened, or is no PKCS #11 module.
    case moduleUnusable(path: String)
    /// A call failed with this number of PKCS #11 (`CKR_…`).
    case call(String, code: UInt)
    /// No slot has a token with this label, or several have.
    case tokenNotFound(label: String)
    /// The module did not take the PIN, or has locked it.
    case pinRefused
    /// The PIN's file cannot be read or is open to others.
    case pinFile(KeyFault)
    /// No private key, or several, have this label or identifier.
    case keyNotFound(String)
    /// The public key of this name is not the private key's: a signature did not verify.
    case keyPairDiffers(String)
    /// The key is neither RSA of 2048 to 4096 bits nor ECDSA on P-256.
    case keyUnsupported

    /// What the operator must know and do, for `qyzmet check`.
    package var explanation: String {
        switch self {
        case .moduleUnusable(let path): "\(path) cannot be opened as a PKCS #11 module"
        case .call(let name, let code): "\(name) failed with 0x\(String(code, radix: 16))"
        case .tokenNotFound(let label): "exactly one token must have the label “\(label)”"
        case .pinRefused: "the module does not take the PIN of pinFile"
        case .pinFile(.fileOpenToOthers(let path, _)):
            "\(path) is open to others; run chmod 600 on it"
        case .pinFile: "the PIN's file cannot be read"
        case .keyNotFound(let name):
            "exactly one private and one public key must have the name “\(name)”"
        case .keyPairDiffers(let name):
            "the private and the public key with the name “\(name)” are no pair"
        case .keyUnsupported: "the key must be RSA of 2048 to 4096 bits or ECDSA on P-256"
        }
    }
}

extension LibraryFault {
    /// A fault of the module while it should sign.
    init(_ fault: HSMFault) {
        if case .call(let name, let code) = fault {
            self.init("HSM: " + name, code: code, isOfHardware: true)
        } else {
            self.init("HSM: " + fault.explanation, code: 0, isOfHardware: true)
        }
    }
}
