/// Whom a certificate names (RFC 5280 section 4.1.2.6), in the manner of Kazakh certificates.
///
/// A body stands with its name in `O` and `BIN` with 12 digits in `OU`; a person with `IIN` and 12
/// digits in `serialNumber`. The digits are text: whoever decides by them checks them.
package struct CertificateSubject: Hashable, Sendable {
    /// `CN`: the person's, service's or authority's name; 1 to 64 characters.
    package var commonName: String
    /// `O`: the body's name; 64 characters at most.
    package var organization: String?
    /// `OU`: `BIN` and 12 digits among others; 64 characters at most each.
    package var organizationalUnits: [String]
    /// `serialNumber`: `IIN` and 12 digits; 64 characters at most.
    package var serialNumber: String?
    /// `C`: two letters.
    package var country: String?

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

    /// The 12 digits behind `BIN`, if exactly one unit has that form.
    package var bin: String? {
        let found = organizationalUnits.compactMap { digits($0, after: "BIN") }
        return found.count == 1 ? found.first : nil
    }

    /// The 12 digits behind `IIN` in `serialNumber`.
    package var iin: String? {
        serialNumber.flatMap { digits($0, after: "IIN") }
    }

    /// Whether every field can stand in a certificate.
    var isValid: Bool {
        let free =
            [commonName] + organizationalUnits + [organization, serialNumber].compactMap(\.self)
        return free.allSatisfy { !$0.isEmpty && $0.unicodeScalars.count <= 64 }
            && country.map { $0.utf8.count == 2 } != false
    }
}

private func digits(_ text: String, after prefix: String) -> String? {
    guard text.hasPrefix(prefix) else { return nil }
    let rest = text.dropFirst(prefix.count)
    guard rest.utf8.count == 12, rest.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return String(rest)
}
