import Kernel

/// Where a provision stands in a rule set: `6`, `5(1)`, `9/2`, `annex/2/row/9(3)`.
///
/// An address never changes: a deletion leaves the numbers of its neighbours as they are.
package struct ProvisionAddress: Hashable, Sendable {
    /// One step down from the whole to the part.
    package enum Step: Hashable, Sendable {
        /// A clause by its number, which may be `18-1`.
        case clause(String)
        /// A sub-clause.
        case subclause(Int)
        /// A paragraph (абзац) by its place, from 2 on; the first is the clause itself.
        case paragraph(Int)
        /// An annex by its number.
        case annex(String)
        /// The annex to the standard of the service.
        case annexToStandard
        /// A row of an annex's table.
        case row(Int)
    }

    /// The address as the data write it.
    package let text: String
    /// The steps, from the whole to the part.
    package let steps: [Step]

    /// Reads an address; nil when it is none.
    package init?(_ text: String) {
        var steps: [Step] = []
        var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[
            ...]
        while let part = parts.popFirst() {
            let pieces = part.split(separator: "(", omittingEmptySubsequences: false)
            let name = String(pieces[0])
            switch (name, steps.isEmpty) {
            case ("annex", true):
                guard let number = parts.popFirst(), isNumber(number) else { return nil }
                steps.append(.annex(number))
            case ("standard", true):
                guard parts.popFirst() == "annex" else { return nil }
                steps.append(.annexToStandard)
            case ("row", false):
                guard let next = parts.popFirst() else { return nil }
                let row = next.split(separator: "(", omittingEmptySubsequences: false)
                guard let number = Int(row[0]), number > 0 else { return nil }
                steps.append(.row(number))
                guard appendSubclauses(row.dropFirst(), to: &steps) else { return nil }
            case (_, true):
                guard isNumber(name) else { return nil }
                steps.append(.clause(name))
            case (_, false):
                guard let number = Int(name), number > 1 else { return nil }
                steps.append(.paragraph(number))
            }
            guard appendSubclauses(pieces.dropFirst(), to: &steps) else { return nil }
        }
        guard !steps.isEmpty else { return nil }
        self.text = text
        self.steps = steps
    }

    /// Whether the other address is a part of this one.
    package func contains(_ other: ProvisionAddress) -> Bool {
        other.steps.count > steps.count && Array(other.steps.prefix(steps.count)) == steps
    }

    /// The address in words: "clause 9, sub-clause 1), paragraph 2".
    package var words: LocalizedText {
        let pieces = steps.map(\.words)
        return LocalizedText(
            kk: pieces.map(\.kk).joined(separator: ", "),
            ru: pieces.map(\.ru).joined(separator: ", "),
            en: pieces.map(\.en).joined(separator: ", "))
    }
}

extension ProvisionAddress.Step {
    fileprivate var words: LocalizedText {
        switch self {
        case .clause(let number):
            LocalizedText(kk: "\(number)-тармақ", ru: "пункт \(number)", en: "clause \(number)")
        case .subclause(let number):
            LocalizedText(
                kk: "\(number)) тармақша", ru: "подпункт \(number))", en: "sub-clause \(number))")
        case .paragraph(let number):
            LocalizedText(kk: "\(number)-абзац", ru: "абзац \(number)", en: "paragraph \(number)")
        case .annex(let number):
            LocalizedText(
                kk: "\(number)-қосымша", ru: "приложение \(number)", en: "annex \(number)")
        case .annexToStandard:
            LocalizedText(
                kk: "стандартқа қосымша", ru: "приложение к стандарту",
                en: "the annex to the standard")
        case .row(let number):
            LocalizedText(kk: "\(number)-жол", ru: "строка \(number)", en: "row \(number)")
        }
    }
}

/// A number of a clause or an annex: `5`, `18-1`.
private func isNumber(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
        && parts.allSatisfy { part in Int(part).map { $0 > 0 } ?? false }
}

private func appendSubclauses(
    _ pieces: ArraySlice<Substring>, to steps: inout [ProvisionAddress.Step]
) -> Bool {
    for piece in pieces {
        guard piece.hasSuffix(")"), let number = Int(piece.dropLast()), number > 0 else {
            return false
        }
        steps.append(.subclause(number))
    }
    return true
}
