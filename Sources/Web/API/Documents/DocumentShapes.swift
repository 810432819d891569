import DigitalDocuments
import Kernel
import Registers
import UseCases

/// The shapes of documents and shares on the wire.
enum DocumentShape {
    static let types = Schema.TextKind.oneOf(DocumentType.allCases.map(\.rawValue))

    static let text = Schema.object([
        required("kk", .string(.anything), "Kazakh"), required("ru", .string(.anything), "Russian"),
        required("en", .string(.anything), "English"),
    ])

    static let document = Schema.object([
        required("documentType", .string(types), "The kind"),
        required("title", text, "What the document is called"),
        required("issuer", .open([]), "The body that issues and signs it"),
        required("asOf", .string(.instant), "The moment of the register's state"),
        required("validFrom", .string(.day), "The first day of validity"),
        optional("validUntil", .string(.day), "The last day of validity"),
        required("status", .string(.anything), "Whether it is in force"),
        required("fields", .array(.open([]), countMax: 200), "The lines of the document"),
        required("signedContent", .string(.anything), "The signed bytes, base64"),
        required("signature", .string(.anything), "The detached CMS signature, DER, base64"),
        required(
            "revocation", .string(.oneOf(["good", "unknown"])),
            "Of the issuing body's certificate, as its authority says"),
        required("equalToPaper", .boolean, "Always true (DD-2.8, DD-10)"),
    ])

    static let receipt = Schema.object([
        required("entry", .string(.identifier), "The journal entry, the same for both sides"),
        required("at", .string(.instant), "When it was shown"),
        optional("signedHead", .string(.anything), "The journal's newest head before it, signed"),
    ])

    static let opened = Schema.object([
        required("document", document, "The document, built live"),
        required("signature", .string(.anything), "The issuing body's signature, DER, base64"),
        required("receipt", receipt, "The mark of the view"),
    ])

    static let share = Schema.object([
        required("id", .string(.identifier), "The share"),
        required("shortCode", .string(.anything), "Six characters (DD-2.4)"),
        required("qr", .string(.anything), "The text to encode as a QR code"),
        required("expiresAt", .string(.instant), "When both codes stop (DD-15)"),
        required("views", .integer(1...20), "How often it opens"),
    ])
}

extension CheckedDocument {
    /// The document as it stands on the wire.
    var json: JSON {
        .object(
            present: ("documentType", .string(content.documentType.rawValue)),
            ("title", content.documentType.title.json),
            (
                "issuer",
                ["bin": .string(content.issuer.bin.digits), "name": content.issuer.name.json]
            ), ("asOf", JSON(content.asOf)), ("validFrom", JSON(content.validFrom)),
            ("validUntil", content.validUntil.map { JSON($0) }),
            ("status", .string(content.status.rawValue)),
            ("fields", content.json["fields"] ?? []),
            ("signedContent", .string(signed.content.base64)),
            ("signature", .string(signed.signature.base64)),
            ("revocation", .string(revocation.rawValue)), ("equalToPaper", true))
    }
}
