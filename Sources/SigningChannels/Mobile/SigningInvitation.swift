import Kernel

/// The first document that the phone fetches (API 1): who asks for a signature, and where the
/// documents are.
package struct SigningInvitation: Hashable, Sendable {
    /// How the phone shows who it is when it fetches the documents.
    package enum Authorisation: String, Hashable, Sendable, CaseIterable {
        /// Not at all.
        case none = "None"
        /// With the token of this document.
        case token = "Token"
        /// With an XML of address and time, signed by the person's authentication key.
        case eds = "Eds"
    }

    /// What the person reads about the request.
    package var description: String
    /// Until when it can be signed.
    package var expiresAt: Instant
    /// Who asks, in three languages.
    package var organisation: LocalizedText
    /// The organisation's BIN.
    package var bin: BIN
    /// Where the documents are, and where they are put when signed (API 2).
    package var documentAddress: String
    /// How the phone shows who it is there.
    package var authorisation: Authorisation
    /// The token for ``Authorisation/token``.
    package var token: String?
    /// Where the phone goes afterwards on the same device.
    package var backAddress: String?

    /// An invitation of ours.
    package init(
        description: String, expiresAt: Instant, organisation: LocalizedText, bin: BIN,
        documentAddress: String, authorisation: Authorisation = .none, token: String? = nil,
        backAddress: String? = nil
    ) {
        self.description = description
        self.expiresAt = expiresAt
        self.organisation = organisation
        self.bin = bin
        self.documentAddress = documentAddress
        self.authorisation = authorisation
        self.token = token
        self.backAddress = backAddress
    }

    /// The document as it is served.
    package var json: JSON {
        .object(
            present: ("description", .string(description)), ("expiry_date", JSON(expiresAt)),
            (
                "organisation",
                [
                    "nameRu": .string(organisation.ru), "nameKz": .string(organisation.kk),
                    "nameEn": .string(organisation.en), "bin": .string(bin.digits),
                ]
            ),
            (
                "document",
                [
                    "uri": .string(documentAddress),
                    "auth_type": .string(authorisation.rawValue),
                    "auth_token": .string(token ?? ""),
                ]
            ), ("backUrl", backAddress.map { .string($0) }))
    }

    /// Reads a document as the phone does, and names everything that is wrong with it.
    ///
    /// - Returns: the invitation, if every field that it needs is right; surplus fields alone do not
    ///   prevent that.
    package static func check(
        _ json: JSON, at now: Instant, rules: IIN.Rules
    ) -> (invitation: SigningInvitation?, findings: [FieldFinding]) {
        let findings = FieldFindings()
        guard let reader = FieldReader(message: json, findings) else { return (nil, findings.all) }
        let invitation = read(reader, at: now, rules: rules)
        return (invitation, findings.all)
    }

    private static func read(
        _ reader: FieldReader, at now: Instant, rules: IIN.Rules
    ) -> SigningInvitation? {
        reader.noteSurplus(
            known: ["description", "expiry_date", "organisation", "document", "backUrl"])
        let description = reader.text("description", lengthMax: 2000)
        let expiresAt = readTime(reader, at: now)
        let organisation = reader.object("organisation")
        organisation?.noteSurplus(known: ["nameRu", "nameKz", "nameEn", "bin"])
        let names = organisation?.names()
        let bin = organisation.flatMap { readBIN($0, rules: rules) }
        let document = reader.object("document")
        document?.noteSurplus(known: ["uri", "auth_type", "auth_token"])
        let address = document?.address("uri")
        let authorisation = document?.choice("auth_type", Authorisation.self)
        let token = document?.text(
            "auth_token", lengthMax: 4096, isOptional: authorisation != .token)
        if token != nil, let authorisation, authorisation != .token {
            document?.note("auth_token", .surplus)
        }
        let back = reader.address("backUrl", isOptional: true)
        guard let description, let expiresAt, let names, let bin, let address, let authorisation,
            authorisation != .token || token != nil
        else { return nil }
        return SigningInvitation(
            description: description, expiresAt: expiresAt, organisation: names, bin: bin,
            documentAddress: address, authorisation: authorisation, token: token,
            backAddress: back)
    }

    private static func readTime(_ reader: FieldReader, at now: Instant) -> Instant? {
        guard let text = reader.text("expiry_date", lengthMax: 40) else { return nil }
        guard let time = Instant(rfc3339: text) else {
            reader.note("expiry_date", .notTime)
            return nil
        }
        guard now < time else {
            reader.note("expiry_date", .past)
            return nil
        }
        return time
    }

    private static func readBIN(_ reader: FieldReader, rules: IIN.Rules) -> BIN? {
        guard let text = reader.text("bin", lengthMax: 64) else { return nil }
        guard let bin = try? BIN(text, rules: rules) else {
            reader.note("bin", .notBIN)
            return nil
        }
        return bin
    }
}
