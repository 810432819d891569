import Kernel

extension ServiceDefinition {
    /// In which form of the rules a kind of application is made.
    package struct ApplicationForm: Hashable, Sendable {
        /// The annexes of the rules that are filled in, by their numbers.
        package let annexes: [String]
        /// The clause.
        package let clause: Clause

        /// As it stands in the statement that is signed.
        package var json: JSON {
            ["annexes": .array(annexes.map { .string($0) }), "clause": .string(clause.tag)]
        }

        /// In words: annexes 1 and 2.
        package var words: LocalizedText {
            guard annexes.count > 1 else {
                let number = annexes.first ?? ""
                return LocalizedText(
                    kk: "Қағидалардың \(number)-қосымшасының нысаны",
                    ru: "форма приложения \(number) к Правилам",
                    en: "the form of annex \(number) to the Rules")
            }
            let list = { (word: String) in annexes.joined(separator: " \(word) ") }
            return LocalizedText(
                kk: "Қағидалардың \(list("және"))-қосымшаларының нысаны",
                ru: "форма приложений \(list("и")) к Правилам",
                en: "the form of annexes \(list("and")) to the Rules")
        }
    }

    /// Kinds with a clause or a form of their own that there are not.
    var formFaults: [String] {
        let known = Set(kinds.map(\.code))
        let named = fields.flatMap(\.clauses.keys) + documents.flatMap(\.clauses.keys)
        return Set(named).subtracting(known).sorted().map { "\(code) clauses: no kind \($0)" }
            + kinds.filter { $0.form?.annexes.isEmpty == true }.map {
                "\(code) kind \($0.code): form"
            }
    }
}

extension ServiceDefinition.Field {
    /// The clause that asks a kind of application for it.
    package func clause(in kind: String) -> Clause { clauses[kind] ?? clause }
}

extension ServiceDefinition.Document {
    /// The clause that asks a kind of application for it.
    package func clause(in kind: String) -> Clause { clauses[kind] ?? clause }
}

/// `{"annexes": ["1", "2"], "clause": "…"}`; nil where there is none.
func readApplicationForm(
    _ kind: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.ApplicationForm? {
    guard kind.json["form"] != nil else { return nil }
    let reader = try kind.object("form")
    return ServiceDefinition.ApplicationForm(
        annexes: try reader.strings("annexes"), clause: try reader.clause())
}
