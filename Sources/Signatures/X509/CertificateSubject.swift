/// Whom a certificate names (RFC 5280 section 4.1.2.6), in the manner of the NCA of Kazakhstan.
///
/// A person stands with the surname in `SN`, `IIN` and 12 digits in `serialNumber` and the
/// patronymic in `GN`; a body with its name in `O` and `BIN` and 12 digits in `OU`, in old
/// certificates also in `serialNumber`; an information system with its registered object identifier
/// in `UID`. The digits are text: whoever decides by them checks them.
package struct CertificateSubject: Hashable, Sendable {
    /// `CN`: the person's, service's or authority's name; 1 to 64 characters.
    package var commonName: String
    /// `SN`: the person's surname.
    package var surname: String?
    /// `GN`: the person's patronymic; the NCA does not put the given name there.
    package var patronymic: String?
    /// `O`: the body's name; 64 characters at most when it is issued here.
    package var organization: String?
    /// `OU`: `BIN` and 12 digits among others; 64 characters at most each.
    package var organizationalUnits: [String]
    /// `serialNumber`: `IIN` and 12 digits; 64 characters at most.
    package var serialNumber: String?
    /// `C`: two letters.
    package var country: String?
    /// `L`, in old certificates.
    package var locality: String?
    /// `ST`, in old certificates.
    package var state: String?
    /// `E`, in old certificates.
    package var email: String?
    /// `UID`: the object identifier of a registered information system.
    package var systemIdentifier: String?
    /// `businessCategory`: the treasury's code of an institution.
    package var businessCategory: String?
    /// `DC`: the treasury's roles, `ROLE01` and so on.
    package var treasuryRoles: [String] = []

    /// A subject.
    package init(
        commonName: String, organization: String? = nil, organizationalUnits: [String] = [],
        serialNumber: String? = nil, country: String? = "KZ"
    ) {
        self.commonName = commonName
        self.organization = organization
        self.organizationalUnits = organizationalUnits
        self.serialNumber = serialNumber
        self.country = country
    }

    /// A body that signs: its name and the 12 digits of its BIN.
    package init(body name: String, bin: String, service: String) {
        self.init(commonName: service, organization: name, organizationalUnits: ["BIN" + bin])
    }

    /// A person: surname and given name as in `CN`, and the 12 digits of the IIN.
    package init(surname: String, givenName: String, patronymic: String?, iin: String) {
        self.init(commonName: surname + " " + givenName, serialNumber: "IIN" + iin)
        self.surname = surname
        self.patronymic = patronymic
    }

    /// The 12 digits behind `BIN`, if exactly one of the units has that form, or none of them and
    /// `serialNumber` has it.
    package var bin: String? {
        let found = organizationalUnits.compactMap { digits($0, after: "BIN") }
        if found.isEmpty { return serialNumber.flatMap { digits($0, after: "BIN") } }
        return found.count == 1 ? found.first : nil
    }

    /// The 12 digits behind `IIN` in `serialNumber`.
    package var iin: String? {
        serialNumber.flatMap { digits($0, after: "IIN") }
    }

    /// Whether every field can stand in a certificate (RFC 5280 appendix A.1).
    var isValid: Bool {
        let free =
            [commonName] + organizationalUnits + treasuryRoles
            + [
                surname, patronymic, organization, serialNumber, locality, state, systemIdentifier,
                businessCategory,
            ].compactMap(\.self)
        return free.allSatisfy { !$0.isEmpty && $0.unicodeScalars.count <= 64 }
            && country.map { $0.utf8.count == 2 } != false
            && email.map { (1...255).contains($0.utf8.count) } != false
            && ([email].compactMap(\.self) + treasuryRoles).allSatisfy {
                $0.utf8.allSatisfy { $0 < 0x80 }
            }
    }
}

private func digits(_ text: String, after prefix: String) -> String? {
    guard text.hasPrefix(prefix) else { return nil }
    let rest = text.dropFirst(prefix.count)
    guard rest.utf8.count == 12, rest.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return String(rest)
}
