import Kernel

/// Applies amendments one after another.
struct RuleBookBuilder {
    private let assumes: Bool
    private var histories: [String: [ProvisionHistory]] = [:]
    private(set) var aliases: [Clause: (act: String, address: ProvisionAddress)] = [:]

    init(ruleSets: [RuleSet], packages: [AmendmentPackage], assumes: Bool) {
        self.assumes = assumes
        for rules in ruleSets {
            histories[rules.act] = rules.provisions.enumerated().map { index, provision in
                let enacting = packages.first { $0.id == provision.enactedBy }
                let begins = enacting?.commencement(assumes: assumes) ?? .before
                let version = ProvisionVersion(
                    state: provision.text.map { .text($0) } ?? .notHeld, begins: begins,
                    operation: nil, package: provision.enactedBy)
                aliases[provision.clause] = (rules.act, provision.address)
                // Room between the rules' own provisions for the parts of restated ones.
                return ProvisionHistory(
                    address: provision.address, clause: provision.clause,
                    position: (index + 1) * 1000, versions: [version])
            }
        }
    }

    mutating func apply(_ package: AmendmentPackage) {
        for operation in package.operations {
            if operation.kind.isDeletion {
                delete(operation, package)
            } else {
                restate(operation, package)
            }
            alias(operation.clause, operation.act, operation.address)
        }
    }

    func sorted() -> [String: [ProvisionHistory]] {
        histories.mapValues { list in
            list.map { history in
                var history = history
                // A stable order by day: on one day the later operation stands last and applies.
                history.versions = history.versions.enumerated()
                    .sorted { rank($0.element, $0.offset) < rank($1.element, $1.offset) }
                    .map(\.element)
                return history
            }
            .sorted { $0.position < $1.position }
        }
    }

    private func rank(_ version: ProvisionVersion, _ offset: Int) -> (Int, Int) {
        switch version.begins {
        case .before: (Int.min, offset)
        case .on(let day), .assumed(let day): (day.daysSince1970, offset)
        case .notEntered: (Int.max, offset)
        }
    }

    /// Takes a provision away.
    ///
    /// What is gone already stays gone, and no neighbour moves up.
    private mutating func delete(_ operation: AmendmentOperation, _ package: AmendmentPackage) {
        let begins = package.commencement(
            item: operation.item, paragraph: operation.command, assumes: assumes)
        change(operation.act, operation.address) { history in
            if history.versions.last?.state == .deleted {
                history.withoutEffect.append(operation)
            } else {
                history.versions.append(
                    ProvisionVersion(
                        state: .deleted, begins: begins, operation: operation, package: package.id))
            }
        }
    }

    private mutating func restate(_ operation: AmendmentOperation, _ package: AmendmentPackage) {
        let begins = package.commencement(
            item: operation.item, paragraph: operation.command, assumes: assumes)
        // Parts of the old whole that the new one does not have end with it.
        let kept = Set(operation.parts.map(\.address))
        for old in histories[operation.act] ?? []
        where operation.address.contains(old.address) && !kept.contains(old.address) {
            guard old.versions.last?.state != .deleted else { continue }
            change(operation.act, old.address) { history in
                history.versions.append(
                    ProvisionVersion(
                        state: .replaced, begins: begins, operation: operation, package: package.id)
                )
            }
        }
        for (index, part) in operation.parts.enumerated() {
            let begins = package.commencement(
                item: operation.item, paragraph: part.paragraph, assumes: assumes)
            let version = ProvisionVersion(
                state: .text(part.text), begins: begins, operation: operation, package: package.id)
            add(version, at: part, index: index, of: operation)
            if let clause = part.clause { alias(clause, operation.act, part.address) }
        }
    }

    private mutating func add(
        _ version: ProvisionVersion, at part: AmendmentOperation.Part, index: Int,
        of operation: AmendmentOperation
    ) {
        let list = histories[operation.act] ?? []
        let whole = list.first { $0.address == operation.address }
        if list.contains(where: { $0.address == part.address }) {
            change(operation.act, part.address) { history in
                history.versions.append(version)
                if index > 0, let whole { history.position = whole.position + index }
            }
        } else {
            histories[operation.act, default: []].append(
                ProvisionHistory(
                    address: part.address, clause: part.clause ?? operation.clause,
                    position: (whole?.position ?? list.count * 1000) + index, versions: [version]))
        }
    }

    private mutating func change(
        _ act: String, _ address: ProvisionAddress, _ body: (inout ProvisionHistory) -> Void
    ) {
        guard let index = histories[act]?.firstIndex(where: { $0.address == address }),
            var history = histories[act]?[index]
        else { return }
        body(&history)
        histories[act]?[index] = history
    }

    /// The rules' own tags come first; an amendment's tag names what it is done to.
    private mutating func alias(_ clause: Clause, _ act: String, _ address: ProvisionAddress) {
        if aliases[clause] == nil { aliases[clause] = (act, address) }
    }
}
