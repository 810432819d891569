import HSM
import Kernel
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
