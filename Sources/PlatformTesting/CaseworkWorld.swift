import Casework
import Kernel
import Registers
import Signatures
import Store
import Testing
import UseCases

/// A platform with an applicant, officials of every body, and certificates of all of them.
package struct CaseworkWorld {
    /// The bodies that the sandbox assumes.
    package static let committee = BIN(stored: "661140002127")
    package static let department = BIN(stored: "671240002142")
    package static let akimat = BIN(stored: "770240004345")
    package static let ministry = BIN(stored: "730640002267")
    package static let reasons = "Расчёт сейсмического воздействия не представлен."
    /// The smallest file that is taken for a PDF.
    package static let file = Array("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n".utf8)

    package let test: TestPlatform
    package private(set) var platform: Platform
    package private(set) var applicant: SignedInPerson
    private let officials: [BIN: (worker: SignedInOfficial, head: SignedInOfficial)]
    private var holders: [IIN: TestNCA.Holder]

    /// Runs the body on a platform of its own; at another moment than the tests' if given.
    package static func run(
        on engine: Engine, at moment: Instant? = nil, library: CaseworkLibrary? = nil,
        options: [OptionPeriod] = [], validity: [ResultValidity] = [],
        policies: [LawPolicyPeriod] = [], authorities: [CaseworkAuthority]? = nil,
        _ body: (CaseworkWorld) async throws -> Void
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            if let moment { test.clock.now = moment }
            let node = try test.node(casework: library ?? .installed) { configuration in
                let list = JSON.array(options.map(\.setting))
                if let authorities {
                    let key = OpenPoints.caseworkAuthorities.declaration.key
                    #expect(
                        configuration.settings.enter([
                            key: .array(authorities.map(\.setting))
                        ]).isEmpty)
                }
                #expect(
                    configuration.settings.enter([
                        OpenPoints.caseOptions.declaration.key: list,
                        OpenPoints.lawOfCase.declaration.key:
                            .array(policies.map(\.setting)),
                        OpenPoints.resultValidity.declaration.key:
                            .array(validity.map(\.setting)),
                    ]).isEmpty)
            }
            try await body(try await CaseworkWorld(test, node.platform))
            withExtendedLifetime(node) {}
        }
    }

    private init(_ test: TestPlatform, _ platform: Platform) async throws {
        self.test = test
        self.platform = platform
        let bin = TestPeople.organisation
        applicant = Self.session(TestPeople.holder, bin, roles: [.individual, .firstHead])
        var officials: [BIN: (worker: SignedInOfficial, head: SignedInOfficial)] = [:]
        var holders = [
            TestPeople.holder: try test.nca.issue(
                TestPeople.holder, bin: bin, roles: [.individual, .firstHead])
        ]
        for (index, body) in [Self.committee, Self.department, Self.akimat, Self.ministry]
            .enumerated()
        {
            var pair: [SignedInOfficial] = []
            let roles =
                [Self.committee, Self.ministry].contains(body)
                ? ["registrar executor", "head"] : ["territorialExecutor", "territorialHead"]
            for (place, role) in roles.enumerated() {
                let iin = IIN(stored: "80010110000\(index * 2 + place)")
                try await test.apply(
                    .addOfficial(OfficialDraft(iin: iin, name: role, body: body, role: role)))
                holders[iin] = try test.nca.issue(iin, bin: body, roles: [.rightToSign])
                // Officials are people whom the population register knows.
                test.registers.change { world in
                    world.people[iin] = world.people[TestPeople.verifier]
                    world.people[iin]?.iin = iin
                }
                pair.append(try await platform.official(Self.session(iin, body)))
            }
            officials[body] = (pair[0], pair[1])
        }
        self.officials = officials
        self.holders = holders
        // Who is examined is a person of the register.
        test.registers.change { world in
            for number in 0..<10 {
                let draft = Self.person(number)
                world.people[draft.iin] = world.people[TestPeople.verifier]
                world.people[draft.iin]?.iin = draft.iin
                world.people[draft.iin]?.surname = "Examinee"
                world.people[draft.iin]?.name = "\(number)"
                world.people[draft.iin]?.patronymic = nil
            }
        }
    }

    package static func session(
        _ iin: IIN, _ bin: BIN?, roles: Set<CertificateRole> = []
    ) -> SignedInPerson {
        SignedInPerson(
            iin: iin, displayName: "", session: Identifier(random: .system), method: .eds,
            bin: bin, roles: roles)
    }

    /// The same people at another node, with services of its own.
    package func moved(to platform: Platform) -> CaseworkWorld {
        var world = self
        world.platform = platform
        return world
    }

    /// The same world with a natural person as the applicant, who signs with a key of their own.
    package func ofPerson() throws -> CaseworkWorld {
        var world = self
        let iin = TestPeople.verifier
        world.applicant = Self.session(iin, nil, roles: [.individual])
        world.holders[iin] = try test.nca.issue(iin)
        return world
    }

    package func worker(_ body: BIN) throws -> SignedInOfficial {
        try #require(officials[body]?.worker)
    }

    package func head(_ body: BIN) throws -> SignedInOfficial {
        try #require(officials[body]?.head)
    }

    /// The detached signature of the person's own key.
    package func sign(_ bytes: [UInt8], by iin: IIN) throws -> [UInt8] {
        try #require(holders[iin], "\(iin.digits) has no key").sign(bytes, at: test.clock.now)
    }

    /// The certificate of the person's own key.
    package func certificate(of iin: IIN) throws -> Certificate {
        try #require(holders[iin]).certificate
    }

    // MARK: - The applicant

    /// A value that the field takes.
    package static func value(of field: ServiceDefinition.Field) -> String {
        switch field.content {
        case .text: "value"
        case .day: "2026-01-15"
        case .place: "710000000"
        case .choice(let choices): choices[0].code
        case .people: ""
        }
    }

    /// A draft with everything in it that the kind needs.
    package func fullDraft(
        _ service: String, kind: String, variants: [String] = [],
        fields chosen: [String: String] = [:], listing: [ListedPerson]? = nil
    ) async throws -> StoredCase {
        let definition = try platform.casework.service(service)
        var chosen = chosen
        if let replaces = definition.kind(kind)?.replaces, chosen[replaces.field] == nil {
            chosen[replaces.field] = try await grant(of: definition).state.number
            if let holder = replaces.holder { chosen[holder] = applicant.bin?.digits }
        }
        if let annex = definition.kind(kind)?.annexOf, chosen[annex.field] == nil {
            chosen[annex.field] = try await grant(of: definition).state.number
        }
        let opened = try await platform.openApplication(
            service: service, kind: kind, variants: variants, by: applicant, once: .unkeyed)
        let people = definition.peopleField.map { field in
            (code: field.code, list: listing ?? (0..<10).map(Self.listed))
        }
        let fields = definition.fields.filter { $0.content != .people }.map { field in
            (code: field.code, value: chosen[field.code] ?? Self.value(of: field))
        }
        var stored = try await platform.fillApplication(
            opened.id, fields: fields, people: [people].compactMap(\.self), by: applicant,
            once: .unkeyed)
        for fault in platform.completeness(of: stored).faults where fault.subject == .document {
            let document = try #require(definition.document(fault.code))
            stored = try await platform.attachFile(
                Self.file, as: fault.code, parts: document.parts.map(\.code), to: opened.id,
                by: applicant, once: .unkeyed)
        }
        return stored
    }

    /// A result of the service that another can end.
    package func grant(of service: ServiceDefinition) async throws -> StoredCase {
        let way = CaseWay.all(of: service, refusing: false).first { way in
            service.kind(way.kind).map { $0.replaces == nil && $0.annexOf == nil } ?? false
        }
        let found = try #require(way)
        let draft = try await fullDraft(
            service.code, kind: found.kind, variants: service.variants.prefix(1).map(\.code))
        return try await carry(try await submit(draft), through: found.outcomes)
    }

    package func submit(_ stored: StoredCase, once: Once = .unkeyed) async throws -> StoredCase {
        try await platform.submitApplication(
            stored.id, channel: stored.definition.channels[0],
            cms: try sign(stored.statement, by: applicant.iin), by: applicant, once: once)
    }

    // MARK: - Officials

    /// The task that the case waits for, with the official whose post it is.
    package func waiting(_ id: Identifier<StoredCase>) async throws -> (
        TaskInHand, SignedInOfficial
    )? {
        for body in officials.keys {
            for official in [try worker(body), try head(body)] {
                let page = PageRequest(limit: 200, cursor: nil)
                let found = try await platform.inbox(of: official, page: page).items.first {
                    $0.task.caseID == id && $0.task.work != .late
                }
                if let found {
                    return (try await platform.task(found.task.id, for: official), official)
                }
            }
        }
        return nil
    }

    /// The paper that waits for the official's signature, as it is prepared now.
    package func draft(
        of hand: TaskInHand, as signer: Signer, by official: SignedInOfficial
    ) async throws -> ResultDraft {
        try await platform.resultDraft(
            of: hand.stored, as: signer, by: official, at: test.clock.now)
    }

    /// Does everything that officials do, until the case has ended or comes to a stage.
    package func carry(
        _ stored: StoredCase, through outcomes: [String], grounds: [String] = [],
        stopsBeforeSigning: Bool = false, stopsAt stage: String? = nil
    ) async throws -> StoredCase {
        var left = outcomes[...]
        while let (hand, official) = try await waiting(stored.id) {
            if stopsBeforeSigning, hand.task.work == .sign { break }
            if let stage, hand.task.work == .stage, hand.task.stage == stage { break }
            let id = hand.task.id
            switch hand.task.work {
            case .accept:
                let provider =
                    hand.stored.body == nil
                    ? try platform.candidates(of: hand.stored).first : nil
                _ = try await platform.completeTask(
                    id, TaskAnswer(reasons: Self.reasons, provider: provider), by: official,
                    once: .unkeyed)
            case .register, .late:
                _ = try await platform.completeTask(
                    id, TaskAnswer(reasons: Self.reasons), by: official, once: .unkeyed)
            case .stage:
                let next = left.popFirst()
                let outcome = try #require(next)
                let chosen = hand.stored.definition.stage(hand.task.stage ?? "")?.outcomes
                    .first { $0.code == outcome }
                let needs = chosen?.grounds.isEmpty == false
                _ = try await platform.takeTask(id, by: official, once: .unkeyed)
                if hand.stored.definition.stage(hand.task.stage ?? "")?.isExamination == true,
                    chosen?.isWithoutResults == false
                {
                    try await examine(at: id, by: official, rightAnswers: needs ? 0 : 100)
                }
                if hand.stored.definition.stage(hand.task.stage ?? "")?.isConclusion == true {
                    try await conclude(id, outcome, by: official)
                    continue
                }
                _ = try await platform.completeTask(
                    id,
                    TaskAnswer(
                        outcome: outcome, grounds: needs ? grounds : [],
                        reasons: needs ? Self.reasons : ""), by: official, once: .unkeyed)
            case .sign:
                let draft = try await draft(of: hand, as: .head, by: official)
                _ = try await platform.signResult(
                    id, seen: draft.name,
                    cms: try sign(draft.content, by: official.person.iin), by: official,
                    once: .unkeyed)
            }
        }
        return try await platform.application(stored.id, for: applicant)
    }
}

/// The ways through a service, found in its definition.
package struct CaseWay: Sendable, CustomTestStringConvertible {
    package let service: String
    package let kind: String
    package let outcomes: [String]
    package let ground: String?

    package var testDescription: String {
        "\(service) \(kind) \(outcomes.joined(separator: " "))\(ground.map { " for \($0)" } ?? "")"
    }

    /// One way to a grant for each kind, and one to a refusal for each ground of each outcome.
    package static func all(of service: ServiceDefinition, refusing: Bool) -> [CaseWay] {
        var ways: [CaseWay] = []
        for kind in service.kinds {
            guard let first = service.first(of: kind) else { continue }
            var open = [(stage: first, taken: [String](), ended: [String: String]())]
            var seen: Set<[String]> = []
            while !open.isEmpty {
                let (stage, taken, ended) = open.removeFirst()
                let holds = { (endings: [ServiceDefinition.StageEnding]) in
                    endings.allSatisfy { $0.outcomes.contains(ended[$0.stage] ?? "") }
                }
                for outcome in stage.outcomes where holds(outcome.after) {
                    let outcomes = taken + [outcome.code]
                    let ends = ended.merging([stage.code: outcome.code]) { $1 }
                    if let next = service.stage(outcome.next) {
                        open.append((next, outcomes, ends))
                    } else if service.end(outcome.next)?.meaning == .refused {
                        guard refusing else { continue }
                        ways += outcome.grounds.filter { ground in
                            holds(service.ground(ground)?.after ?? [])
                                && seen.insert([stage.code, outcome.code, ground]).inserted
                        }.map {
                            CaseWay(
                                service: service.code, kind: kind.code, outcomes: outcomes,
                                ground: $0)
                        }
                    } else if !refusing {
                        ways.append(
                            CaseWay(
                                service: service.code, kind: kind.code, outcomes: outcomes,
                                ground: nil))
                    }
                }
            }
        }
        return ways
    }

    package static func ofServices(refusing: Bool) -> [[CaseWay]] {
        CaseworkLibrary.installed.services.map { all(of: $0, refusing: refusing) }
    }
}
