import Kernel

/// How documents are to be signed on the phone.
package enum SignMethod: String, Hashable, Sendable, CaseIterable {
    /// An enveloped signature in an XML document.
    case xml = "XML"
    /// A CMS with the content in it.
    case cmsWithData = "CMS_WITH_DATA"
    /// A CMS without the content.
    case cmsSignOnly = "CMS_SIGN_ONLY"
    /// A CMS of raw bytes.
    case bytes = "SIGN_BYTES_ARRAY"
    /// Each document by a method of its own.
    case mixed = "MIX_SIGN"
}

/// One document to sign.
package struct DocumentToSign: Hashable, Sendable {
    /// What is signed, or was.
    package enum Content: Hashable, Sendable {
        /// An XML document.
        case xml(String)
        /// Bytes; `mime` is empty or `@file/pdf`.
        case file(mime: String, data: [UInt8])
    }

    /// Its number in the package, as text.
    package var id: String
    /// Its own method; nil unless the package is mixed.
    package var method: SignMethod?
    /// What the person reads, in three languages.
    package var name: LocalizedText
    /// Further lines that the person reads: a name and a value each.
    package var meta: [Meta]
    /// The content.
    package var content: Content

    /// A line that the person reads.
    package struct Meta: Hashable, Sendable {
        /// What it is.
        package var name: String
        /// Its value.
        package var value: String

        /// A line.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A document of ours.
    package init(
        id: String, method: SignMethod? = nil, name: LocalizedText, meta: [Meta] = [],
        content: Content
    ) {
        self.id = id
        self.method = method
        self.name = name
        self.meta = meta
        self.content = content
    }

    var json: JSON {
        var document: JSON?
        var xml: JSON?
        switch content {
        case .xml(let text): xml = .string(text)
        case .file(let mime, let data):
            document = ["file": ["mime": .string(mime), "data": .string(data.base64)]]
        }
        return .object(
            present: ("id", Int64(id).map { .integer($0) } ?? .string(id)),
            ("signMethod", method.map { .string($0.rawValue) }), ("nameRu", .string(name.ru)),
            ("nameKz", .string(name.kk)), ("nameEn", .string(name.en)),
            (
                "meta",
                .array(meta.map { ["name": .string($0.name), "value": .string($0.value)] })
            ), ("documentXml", xml), ("document", document))
    }
}

/// The second document that the phone fetches (API 2), and what it puts back.
package struct SigningPackage: Hashable, Sendable {
    /// The most documents of one package.
    package static let documentsMax = 50
    /// The most lines of one document.
    package static let metaMax = 50
    /// The largest content of one document, in bytes of its text form: 8 MiB.
    package static let contentBytesMax = 8_388_608

    /// How all documents are signed, or that each has a method of its own.
    package var method: SignMethod
    /// The version of the interface: 1 or 2.
    package var version: Int
    /// The documents, in the order in which the person sees them.
    package var documents: [DocumentToSign]

    /// A package of ours.
    package init(method: SignMethod, version: Int = 2, documents: [DocumentToSign]) {
        self.method = method
        self.version = version
        self.documents = documents
    }

    /// The document as it is served and as it comes back.
    package var json: JSON {
        [
            "signMethod": .string(method.rawValue), "version": .integer(Int64(version)),
            "documentsToSign": .array(documents.map(\.json)),
        ]
    }

    /// How a document of this package is signed.
    package func method(of document: DocumentToSign) -> SignMethod { document.method ?? method }

    /// What is wrong with a package that came back for this one.
    ///
    /// Only the contents may differ, and each must: to something that can be a signature. Whether it
    /// is a good one is judged apart.
    package func findings(signed: SigningPackage) -> [FieldFinding] {
        let findings = FieldFindings()
        if signed.method != method { findings.add(FieldFinding("signMethod", .changed)) }
        guard signed.documents.map(\.id) == documents.map(\.id) else {
            findings.add(FieldFinding("documentsToSign", .changed))
            return findings.all
        }
        for (index, (before, after)) in zip(documents, signed.documents).enumerated() {
            let path = "documentsToSign[\(index)]"
            if after.method != before.method {
                findings.add(FieldFinding(path + ".signMethod", .changed))
            }
            switch (before.content, after.content) {
            case (.xml(let old), .xml(let new)):
                if old == new { findings.add(FieldFinding(path + ".documentXml", .notSigned)) }
            case (.file(_, let old), .file(_, let new)):
                if old == new {
                    findings.add(FieldFinding(path + ".document.file.data", .notSigned))
                }
            default: findings.add(FieldFinding(path, .changed))
            }
        }
        return findings.all
    }
}
