import DigitalDocuments
import Kernel

extension DocumentContent {
    /// The canonical bytes: what the issuing body signs.
    package var signedBytes: [UInt8] { json.canonicalBytes }

    /// The content as JSON.
    package var json: JSON {
        .object(
            present: ("schema", .string(DocumentContent.schema)),
            ("documentType", .string(documentType.rawValue)), ("recordId", .string(recordID)),
            ("ownerIin", .string(ownerIIN.digits)),
            ("issuer", ["bin": .string(issuer.bin.digits), "name": issuer.name.json]),
            ("asOf", JSON(asOf)), ("validFrom", JSON(validFrom)),
            ("validUntil", validUntil.map { JSON($0) }), ("status", .string(status.rawValue)),
            ("fields", DocumentField.json(fields)))
    }

    /// Reads the signed bytes.
    ///
    /// Says nothing about the signature, the owner or the status: those are checked elsewhere.
    /// - Throws: `malformed` for bytes that are not the canonical form of a content of this schema,
    ///   `incomplete` for a member that is missing or empty.
    package init(signedBytes: [UInt8], rules: IIN.Rules) throws(RegisterFault) {
        let value: JSON
        do {
            value = try JSON.parse(signedBytes)
        } catch {
            throw .malformed(at: "content")
        }
        try self.init(value, rules: rules)
        guard value.canonicalBytes == signedBytes else { throw .malformed(at: "content") }
    }

    private init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: "", rules: rules,
            only: [
                "schema", "documentType", "recordId", "ownerIin", "issuer", "asOf", "validFrom",
                "validUntil", "status", "fields",
            ])
        guard try members.text("schema") == DocumentContent.schema else {
            throw .malformed(at: "schema")
        }
        let fields = try DocumentField.read(try members.required("fields"), rules: rules)
        self.init(
            documentType: try members.parsed("documentType") { DocumentType(rawValue: $0) },
            recordID: try members.text("recordId"), ownerIIN: try members.iin("ownerIin"),
            issuer: try Issuer(try members.required("issuer"), rules: rules),
            asOf: try members.parsed("asOf") { Instant(rfc3339: $0) },
            validFrom: try members.parsed("validFrom") { Day($0) },
            validUntil: try members.optionalParsed("validUntil") { Day($0) },
            status: try members.parsed("status") { Status(rawValue: $0) }, fields: fields)
    }
}

extension DocumentContent.Issuer {
    fileprivate init(_ value: JSON, rules: IIN.Rules) throws(RegisterFault) {
        let members = try MemberReader(value, at: "issuer", rules: rules, only: ["bin", "name"])
        self.init(bin: try members.bin("bin"), name: try members.localized("name"))
    }
}
