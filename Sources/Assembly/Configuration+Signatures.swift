import Foundation
import HSM
import Kernel
import Signatures
import UseCases

extension Configuration {
    /// Takes `hsm`: the module, the token, the labels of the keys and the file with the PIN.
    ///
    /// - Parameter fault: told what is wrong.
    mutating func enterHardware(_ json: JSON?, _ fault: (String, String) -> Void) {
        guard let json else { return }
        for member in json.members ?? []
        where !["module", "token", "keys", "pinFile"].contains(member.name) {
            fault("hsm.\(member.name)", "is no setting of the configuration file")
        }
        let labels = (json["keys"]?.array ?? []).compactMap(\.string)
        guard let module = json["module"]?.string, let token = json["token"]?.string,
            let pinFile = json["pinFile"]?.string, !labels.isEmpty,
            labels.count == json["keys"]?.array?.count, Set(labels).count == labels.count
        else {
            fault(
                "hsm",
                "must have module, token, keys (a list of labels, the oldest first) and "
                    + "pinFile")
            return
        }
        hardwareKeys = labels.map { label in
            HSMKey.Place(modulePath: module, token: token, key: .label(label), pinFile: pinFile)
        }
    }

    /// The most certificates of peers.
    static let peersMax = 500

    /// Takes `peerCertificates`: a list of files, each with one certificate in PEM or DER.
    ///
    /// - Parameter fault: told what is wrong.
    mutating func enterPeers(_ json: JSON?, _ fault: (String, String) -> Void) {
        guard let json else { return }
        guard let items = json.array, items.count <= Self.peersMax else {
            fault("peerCertificates", "must be a list of at most \(Self.peersMax) files")
            return
        }
        for (index, item) in items.enumerated() {
            guard let path = item.string, let data = FileManager.default.contents(atPath: path),
                let certificate = (try? Certificate(der: Array(data)))
                    ?? (try? Certificate(pem: String(decoding: data, as: UTF8.self)))
            else {
                fault("peerCertificates[\(index)]", "names no file with a certificate")
                continue
            }
            peerCertificates.append(certificate)
        }
    }

    /// The module as `qyzmet check` prints it; the PIN stays in its file.
    var hardwareText: String {
        guard let first = hardwareKeys.first else { return "not set" }
        return "\(first.modulePath), token \(first.token), \(hardwareKeys.count) keys, PIN in "
            + first.pinFile
    }

    /// Takes `signingOrganisation`: its names in three languages and its BIN.
    ///
    /// - Parameter fault: told what is wrong.
    mutating func enterSigningOrganisation(_ json: JSON?, _ fault: (String, String) -> Void) {
        guard let json else { return }
        let rules: IIN.Rules = mode == .sandbox ? .sandbox : .production
        guard let kk = json["nameKk"]?.string, let ru = json["nameRu"]?.string,
            let en = json["nameEn"]?.string,
            let bin = json["bin"]?.string.flatMap({ try? BIN($0, rules: rules) })
        else {
            fault(
                "signingOrganisation",
                "must have nameKk, nameRu, nameEn and bin, a BIN with a "
                    + "right check digit")
            return
        }
        signingOrganisation = SigningOrganisation(
            name: LocalizedText(kk: kk, ru: ru, en: en), bin: bin)
    }
}
