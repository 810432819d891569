import AccessControl
import DigitalDocuments
import Kernel
import UseCases

/// The facts of a journal entry, read for people.
struct EntryFacts {
    let raw: JSON
    let personal: JSON
    let names: [String: LocalizedText]

    init(row: LogRow, names: [String: LocalizedText]) {
        self.raw = row.facts
        self.personal = row.personal
        self.names = names
    }

    func text(_ name: String) -> String? { raw[name]?.string }

    /// The registered name of the system that a fact mentions.
    func system(_ name: String) -> LocalizedText? {
        text(name).map { names[$0] ?? same($0) }
    }

    let unknownSystem = LocalizedText(kk: "Жүйе", ru: "Система", en: "A system")

    /// Why something was refused, by the code in a fact.
    func problem(_ name: String) -> LocalizedText? {
        text(name).flatMap(ProblemCode.init(rawValue:))?.title
    }

    /// The name of the kind of document.
    var documentTitle: LocalizedText? {
        text("documentType").flatMap(DocumentType.init(rawValue:))?.title
    }

    /// The names of the data sets asked for.
    var dataSets: LocalizedText? {
        guard let sets = raw["dataSets"]?.array?.compactMap(\.string), let first = sets.first else {
            return nil
        }
        return sets.dropFirst().reduce(DataSet.name(of: first)) {
            joined($0, DataSet.name(of: $1), by: ", ")
        }
    }

    /// The name of the one data set that was used.
    var dataSet: LocalizedText? { text("dataSet").map(DataSet.name(of:)) }

    /// How a document was asked for.
    var way: LocalizedText {
        (text("way").flatMap(ViewWay.init(rawValue:)) ?? .qr).name
    }

    /// Who looked, as the entry's personal field has it; erased fields leave "somebody".
    var viewer: LocalizedText {
        if let name = personal["viewerName"]?.string, !name.isEmpty { return same(name) }
        return LocalizedText(kk: "Біреу", ru: "Кто-то", en: "Somebody")
    }

    /// The two, one after the other; the second alone where there is no first.
    func joined(
        _ first: LocalizedText?, _ second: LocalizedText, by separator: String = ". "
    ) -> LocalizedText {
        guard let first else { return second }
        return LocalizedText(
            kk: first.kk + separator + second.kk, ru: first.ru + separator + second.ru,
            en: first.en + separator + second.en)
    }

    private func same(_ text: String) -> LocalizedText {
        LocalizedText(kk: text, ru: text, en: text)
    }
}

extension LogRow {
    /// The client names of the systems that the entry mentions.
    var systems: [String] { ["initiator", "owner", "client"].compactMap { facts[$0]?.string } }
}

extension Platform {
    /// The names of the systems that entries mention; a system that is disabled keeps its client name.
    func names(of systems: some Sequence<String>) async throws -> [String: LocalizedText] {
        var names: [String: LocalizedText] = [:]
        for system in Set(systems) {
            if let client = try await client(system) { names[system] = client.name }
        }
        return names
    }
}
