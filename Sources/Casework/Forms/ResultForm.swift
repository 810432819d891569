import Kernel

/// A text of a form in the two languages in which forms are filled in (IS-LNG-1).
package struct Bilingual: Hashable, Sendable {
    /// Kazakh.
    package let kk: String
    /// Russian.
    package let ru: String

    /// The two texts.
    package init(kk: String, ru: String) {
        self.kk = kk
        self.ru = ru
    }

    /// The two of the three.
    package init(_ text: LocalizedText) { self.init(kk: text.kk, ru: text.ru) }
}

/// A result as a paper: the fields of its form with what stands in them, in the form's order.
///
/// How it looks is the printer's business; what stands in it, and in which order, is the act's.
package struct ResultForm: Hashable, Sendable {
    /// Which form it is.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Annex 1 of the list: the reasoned refusal (IS-A1).
        case refusalLetter
        /// Annex 2 of the list: the certificate (IS-A2).
        case certificate
        /// Our own, where the order gives none; the paper says so.
        case own
    }

    /// A field of a form.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        case bodyInKazakh, bodyInRussian, cityInKazakh, cityInRussian
        case issuedOn, number, organisation, address, title, text, examinees, validUntil
        case position, signatory
    }

    /// What stands in a field.
    package enum Content: Hashable, Sendable {
        /// One text, the same in both languages.
        case line(String)
        /// A text in both languages.
        case both(Bilingual)
        /// Paragraphs, each in both languages.
        case paragraphs([Bilingual])
        /// Rows of texts under named columns.
        case table(columns: [Bilingual], rows: [[Bilingual]])
    }

    /// A field with what stands in it.
    package struct Field: Hashable, Sendable {
        /// Which field.
        package let name: Name
        /// What is printed before it; nil where the form prints nothing.
        package let label: Bilingual?
        /// What stands in it.
        package let content: Content
    }

    /// Which form.
    package let kind: Kind
    /// The fields in the form's order.
    package let fields: [Field]
    /// The name of the file's contents, which names nobody.
    package let documentTitle: String
    /// What a reader without eyes on the signature needs: where to check it, and the digest of the
    /// statement that the paper stands for.
    package let footing: Footing

    /// What stands under the form.
    package struct Footing: Hashable, Sendable {
        /// The address in the QR code.
        package let link: String
        /// What is found there.
        package let meaning: Bilingual
        /// SHA-256 of the statement that was decided, in hexadecimal.
        package let digest: String
        /// When the paper was made; its files' date.
        package let preparedAt: Instant

        /// What stands under the form.
        package init(link: String, meaning: Bilingual, digest: String, preparedAt: Instant) {
            self.link = link
            self.meaning = meaning
            self.digest = digest
            self.preparedAt = preparedAt
        }
    }

    /// The field of that name; nil where the form has none.
    package func field(_ name: Name) -> Field? { fields.first { $0.name == name } }
}
