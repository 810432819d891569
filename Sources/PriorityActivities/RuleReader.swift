import Kernel

/// Reads a file of rules strictly: a member that is missing, misspelt or of another type is a fault.
struct RuleReader {
    private let json: JSON
    let place: String

    init(file: [UInt8], place: String) throws(RuleFault) {
        do throws(JSON.ParseFault) {
            json = try JSON.parse(file)
        } catch {
            throw RuleFault(place: place, kind: .malformed)
        }
        self.place = place
    }

    private init(json: JSON, place: String) {
        self.json = json
        self.place = place
    }

    func fault(_ kind: RuleFault.Kind) -> RuleFault { RuleFault(place: place, kind: kind) }

    func has(_ name: String) -> Bool { json[name].map { $0 != .null } ?? false }

    /// Refuses members that are not in the list: a misspelt name must not pass as absent.
    func expectOnly(_ names: Set<String>) throws(RuleFault) {
        guard let members = json.members, members.allSatisfy({ names.contains($0.name) }) else {
            throw fault(.malformed)
        }
    }

    func text(_ name: String) throws(RuleFault) -> String {
        guard let text = json[name]?.string, !text.isEmpty else { throw at(name).fault(.malformed) }
        return text
    }

    func number(_ name: String) throws(RuleFault) -> Int {
        guard let number = json[name]?.integer else { throw at(name).fault(.malformed) }
        return Int(number)
    }

    func day(_ name: String) throws(RuleFault) -> Day {
        guard let day = Day(try text(name)) else { throw at(name).fault(.malformed) }
        return day
    }

    func words(_ name: String) throws(RuleFault) -> LocalizedText {
        guard let words = LocalizedText(json: json[name]),
            Language.allCases.allSatisfy({ !words[$0].isEmpty })
        else { throw at(name).fault(.malformed) }
        return words
    }

    func array(_ name: String) throws(RuleFault) -> [RuleReader] {
        guard let elements = json[name]?.array, !elements.isEmpty else {
            throw at(name).fault(.malformed)
        }
        return elements.enumerated().map { index, element in
            let label = element["code"]?.string ?? element["number"]?.string ?? "\(index)"
            return RuleReader(json: element, place: "\(place) \(label)")
        }
    }

    /// A list of texts; at least one, none twice.
    func texts(_ name: String) throws(RuleFault) -> [String] {
        guard let elements = json[name]?.array, !elements.isEmpty else {
            throw at(name).fault(.malformed)
        }
        let texts = elements.compactMap(\.string)
        guard texts.count == elements.count else { throw at(name).fault(.malformed) }
        guard Set(texts).count == texts.count else { throw at(name).fault(.repeated) }
        return texts
    }

    func object(_ name: String) throws(RuleFault) -> RuleReader {
        guard let member = json[name], member.members != nil else {
            throw at(name).fault(.malformed)
        }
        return RuleReader(json: member, place: "\(place) \(name)")
    }

    func flag(_ name: String) -> Bool? { json[name]?.bool }

    private func at(_ name: String) -> RuleReader {
        RuleReader(json: json, place: "\(place) \(name)")
    }
}
