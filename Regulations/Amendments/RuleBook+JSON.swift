import Kernel

extension RuleSet {
    /// Reads the rule sets' file.
    ///
    /// - Throws: ``Regulations/Fault`` with the first place that is wrong.
    package static func list(file: [UInt8]) throws(Regulations.Fault) -> [RuleSet] {
        guard let members = (try? JSON.parse(file))?["ruleSets"]?.array else {
            throw Regulations.Fault(place: "ruleSets")
        }
        var sets: [RuleSet] = []
        for (index, member) in members.enumerated() {
            guard let act = member["act"]?.string, let title = LocalizedText(json: member["title"])
            else { throw Regulations.Fault(place: "ruleSets \(index)") }
            var provisions: [BaseProvision] = []
            for (number, entry) in (member["provisions"]?.array ?? []).enumerated() {
                let place = "\(act) provisions \(number)"
                guard let clause = entry["clause"]?.string else {
                    throw Regulations.Fault(place: place)
                }
                provisions.append(
                    BaseProvision(
                        address: try address(entry["at"], place), clause: Clause(clause),
                        text: try text(entry["text"], place), enactedBy: entry["enactedBy"]?.string)
                )
            }
            guard !provisions.isEmpty else { throw Regulations.Fault(place: act) }
            sets.append(
                RuleSet(
                    act: act, title: title, order: try OrderReference(json: member["order"], act),
                    provisions: provisions))
        }
        return sets
    }
}

extension OrderReference {
    fileprivate init(json: JSON?, _ place: String) throws(Regulations.Fault) {
        guard let number = json?["number"]?.string,
            let registration = json?["registration"]?.string,
            let issuer = LocalizedText(json: json?["issuer"]),
            let date = json?["date"]?.string.flatMap({ Day($0) })
        else { throw Regulations.Fault(place: "\(place) order") }
        self.init(number: number, date: date, registration: registration, issuer: issuer)
    }
}

extension AmendmentPackage {
    /// Reads an amendment's file.
    ///
    /// - Throws: ``Regulations/Fault`` with the first place that is wrong.
    package init(file: [UInt8]) throws(Regulations.Fault) {
        guard let json = try? JSON.parse(file), let head = json["package"],
            let id = head["id"]?.string, let days = head["daysAfterPublication"]?.integer,
            let clause = head["commencementClause"]?.string
        else { throw Regulations.Fault(place: "package") }
        var exceptions: [Exception] = []
        for member in head["exceptions"]?.array ?? [] {
            guard let item = member["item"]?.string,
                let first = member["firstParagraph"]?.integer,
                let last = member["lastParagraph"]?.integer, first <= last, first > 0,
                let from = try optionalDay(member["from"], "\(id) exceptions")
            else { throw Regulations.Fault(place: "\(id) exceptions") }
            exceptions.append(
                Exception(item: item, paragraphs: Int(first)...Int(last), from: from))
        }
        var operations: [AmendmentOperation] = []
        for (index, member) in (json["operations"]?.array ?? []).enumerated() {
            operations.append(try AmendmentOperation(json: member, "\(id) operations \(index)"))
        }
        guard !operations.isEmpty else { throw Regulations.Fault(place: "\(id) operations") }
        self.init(
            id: id, order: try OrderReference(json: head["order"], id),
            publicationDay: try optionalDay(head["publicationDay"], "\(id) publicationDay"),
            assumedPublicationDay: try optionalDay(
                head["assumedPublicationDay"], "\(id) assumedPublicationDay"),
            daysAfterPublication: Int(days), commencementClause: Clause(clause),
            exceptions: exceptions, operations: operations)
    }
}

extension AmendmentOperation {
    fileprivate init(json: JSON, _ place: String) throws(Regulations.Fault) {
        guard let item = json["item"]?.string, let act = json["act"]?.string,
            let kind = json["kind"]?.string.flatMap({ Kind(rawValue: $0) }),
            let clause = json["clause"]?.string
        else { throw Regulations.Fault(place: place) }
        var parts: [Part] = []
        for (index, member) in (json["parts"]?.array ?? []).enumerated() {
            let part = "\(place) parts \(index)"
            guard let wording = try text(member["text"], part) else {
                throw Regulations.Fault(place: part)
            }
            parts.append(
                Part(
                    address: try ProvisionAddress(json: member["at"], part),
                    clause: member["clause"]?.string.map { Clause($0) },
                    paragraph: member["paragraph"]?.integer.map(Int.init), text: wording))
        }
        self.init(
            item: item, kind: kind, act: act,
            address: try ProvisionAddress(json: json["at"], place),
            clause: Clause(clause), parts: parts, command: json["command"]?.integer.map(Int.init),
            overlaps: json["overlaps"]?.string.map { Clause($0) }, form: json["form"]?.string,
            note: try text(json["note"], "\(place) note"))
    }
}

extension ProvisionAddress {
    fileprivate init(json: JSON?, _ place: String) throws(Regulations.Fault) {
        guard let text = json?.string, let address = ProvisionAddress(text) else {
            throw Regulations.Fault(place: "\(place) at")
        }
        self = address
    }
}

private func address(_ json: JSON?, _ place: String) throws(Regulations.Fault) -> ProvisionAddress {
    try ProvisionAddress(json: json, place)
}

private func text(_ json: JSON?, _ place: String) throws(Regulations.Fault) -> LocalizedText? {
    guard let json, json != .null else { return nil }
    guard let text = LocalizedText(json: json) else { throw Regulations.Fault(place: place) }
    return text
}

private func optionalDay(_ json: JSON?, _ place: String) throws(Regulations.Fault) -> Day? {
    guard let json, json != .null else { return nil }
    guard let day = json.string.flatMap({ Day($0) }) else { throw Regulations.Fault(place: place) }
    return day
}
