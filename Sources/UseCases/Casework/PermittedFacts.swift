import Casework
import Kernel

/// What exactly a result is for: the variants and those fields whose values are of a list or a place.
///
/// Nothing that was typed freely is in it, since public registers show it and texts may name people,
/// and nothing about how the fee was paid.
package struct PermittedFacts: Hashable, Sendable {
    /// The codes of the variants, in the order of the definition.
    package let variants: [String]
    /// The values by the codes of fields.
    package let fields: [String: String]

    /// Whether it says nothing.
    package var isEmpty: Bool { variants.isEmpty && fields.isEmpty }

    /// As canonical JSON.
    package var json: JSON {
        [
            "variants": .array(variants.map { .string($0) }),
            "fields": .object(
                fields.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }),
        ]
    }

    var text: String { json.text }

    init(variants: [String], fields: [String: String]) {
        self.variants = variants
        self.fields = fields
    }

    /// Reads what is kept; of what was kept before, how the fee was paid is left out.
    init?(text: String, of service: String) {
        let payment =
            CaseworkLibrary.installed.catalogue.service(service)?.paymentFields ?? []
        guard let json = try? JSON.parse(Array(text.utf8)) else { return nil }
        variants = (json["variants"]?.array ?? []).compactMap(\.string)
        fields = Dictionary(
            (json["fields"]?.members ?? []).filter { !payment.contains($0.name) }.compactMap {
                member in
                member.value.string.map { (member.name, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Each fact in words: what it is and what stands there.
    package func words(
        of service: ServiceDefinition, library: CaseworkLibrary
    ) -> [(title: LocalizedText, value: LocalizedText)] {
        let chosen = service.variants.filter { variants.contains($0.code) }
        return chosen.map { (CaseworkWords.variants, $0.title) }
            + service.fields.compactMap { field in
                fields[field.code].map { value in
                    (field.title, value.words(of: field, library: library))
                }
            }
    }
}

extension String {
    /// The value of a field in words.
    fileprivate func words(
        of field: ServiceDefinition.Field, library: CaseworkLibrary
    ) -> LocalizedText {
        switch field.content {
        case .choice(let choices):
            choices.first { $0.code == self }?.title ?? CaseworkWords.plain(self)
        case .place:
            library.oblast(of: self).map { oblast in
                LocalizedText(
                    kk: "\(oblast.kk) (\(self))", ru: "\(oblast.ru) (\(self))",
                    en: "\(oblast.ru) (\(self))")
            } ?? CaseworkWords.plain(self)
        case .text, .day, .people: CaseworkWords.plain(self)
        }
    }
}

extension StoredCase {
    /// What exactly its result would be for.
    package var permitted: PermittedFacts {
        let content = state.content
        let payment = definition.paymentFields
        let fields = definition.fields.filter { !payment.contains($0.code) }.filter { field in
            switch field.content {
            case .choice, .place:
                // What another answer has made superfluous is not what was permitted.
                content.fields[field.code]?.trimmed.isEmpty == false
                    && definition.asks(for: field, in: content)
            case .text, .day, .people: false
            }
        }
        let own = fields.map { ($0.code, content.fields[$0.code] ?? "") }
        // What is not asked for is what the entry before it has.
        let taken = definition.taken(by: kind).compactMap { code in
            basis?.fields[code].map { (code, $0) }
        }
        return PermittedFacts(
            variants: definition.variants.map(\.code).filter(content.variants.contains),
            fields: Dictionary(own + taken, uniquingKeysWith: { first, _ in first }))
    }
}
