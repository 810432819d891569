import Kernel
import Rendering
import Signatures
import UseCases
import Web

/// What the sandbox's routes work with.
package struct SandboxControls: Sendable {
    /// The movable clock.
    package let clock: SandboxClock
    /// The ready-made systems.
    package let systems: [SandboxSystem]
    /// Where each data owner hands data over, by client name.
    package let disclosureURLs: [String: String]
    /// The synthetic people.
    package let world: SyntheticWorld
    /// The registers, whose faults can be set.
    package let registers: [RegisterService]
    /// The phones.
    package let phones: SandboxPhones

    /// e-Otinish; nil where another server of this sandbox runs it.
    package let appeals: AppealService?
    /// The notices that systems took.
    package let noticeBoard: NoticeBoard

    /// The bank clerk's desk.
    package let bank: BankDesk
    /// The till of the shop in Akkol.
    package let till: TillDesk
    /// The phone that signs; nil where another server of this sandbox runs the authority.
    package let signingPhone: SigningPhone?
    /// The certification authority; nil where another server of this sandbox runs it.
    package let nca: SandboxNCA?
    /// The likeness of NCALayer; nil where another server of this sandbox runs it.
    package let ncaLayer: SandboxNCALayer?

    /// Every route of the sandbox.
    package var endpoints: [Endpoint] {
        [
            getClients(), postTill(), getOrganisations(), getOfficials(), getNotices(),
            getIssuingRoots(),
            getClock(), putClock(),
            getPeople(),
            getFaults(), putFaults(), getMessages(), postMessage(), getAppeals(),
            postAppealAnswer(),
        ] + obligationEndpoints + ncaEndpoints + ncaLayerEndpoints + signingPhoneEndpoints + pages
            + ncaPages
            + ncaLayerPages
    }

    /// Everything that the routes can show and move.
    package init(
        clock: SandboxClock, systems: [SandboxSystem], disclosureURLs: [String: String],
        world: SyntheticWorld, registers: [RegisterService], phones: SandboxPhones,
        appeals: AppealService?, noticeBoard: NoticeBoard, bank: BankDesk, till: TillDesk,
        signingPhone: SigningPhone?,
        nca: SandboxNCA?, ncaLayer: SandboxNCALayer?
    ) {
        self.appeals = appeals
        self.noticeBoard = noticeBoard
        self.signingPhone = signingPhone
        self.nca = nca
        self.ncaLayer = ncaLayer
        self.bank = bank
        self.till = till
        self.phones = phones
        self.registers = registers
        self.clock = clock
        self.systems = systems
        self.disclosureURLs = disclosureURLs
        self.world = world
    }
}

extension SandboxControls {
    /// `GET /sandbox/clients`: ready-made systems with their private keys.
    func getClients() -> Endpoint {
        Endpoint(
            .get, "/sandbox/clients", summary: "Ready-made systems with their private keys",
            access: .anyone(because: "Synthetic systems for developers"),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .object([
                            required("items", .array(.open([]), countMax: 100), "The systems")
                        ])), meaning: "The systems")
            ], isSandboxOnly: true
        ) { call in
            .json(["items": .array(try systems.map { try json(of: $0, in: call.language) })])
        }
    }

    private func json(of system: SandboxSystem, in language: Language) throws -> JSON {
        .object(
            present: ("clientId", .string(system.client.id)),
            ("name", .string(system.client.name[language])),
            ("bin", .string(system.client.bin.digits)), ("kind", .string(system.kind)),
            ("scopes", .array(system.client.scopes.map(\.rawValue).sorted().map { .string($0) })),
            ("privateJwk", try system.key.privateJWK()), ("example", system.example),
            ("disclosureUrl", disclosureURLs[system.client.id].map { .string($0) }))
    }

    /// `GET /sandbox/clock`: the sandbox's time.
    func getClock() -> Endpoint {
        Endpoint(
            .get, "/sandbox/clock", summary: "Read the sandbox's clock",
            access: .anyone(because: "The sandbox's own time"), answers: [Self.clockAnswer],
            isSandboxOnly: true
        ) { _ in .json(["now": JSON(clock.now())]) }
    }

    /// `PUT /sandbox/clock`: moves the clock forward.
    func putClock() -> Endpoint {
        Endpoint(
            .put, "/sandbox/clock", summary: "Move the sandbox's clock forward",
            access: .anyone(because: "The sandbox's own time"),
            body: .json(
                .object([
                    optional("now", .string(.instant), "The new moment, not before the present"),
                    optional(
                        "advanceSeconds", .integer(0...3_155_760_000), "How far to move it"),
                ])), answers: [Self.clockAnswer], isSandboxOnly: true
        ) { call in
            let milliseconds: Int64
            if let text = call.body["now"]?.string, let moment = Instant(rfc3339: text) {
                milliseconds = moment.milliseconds - clock.now().milliseconds
            } else if let seconds = call.body["advanceSeconds"]?.integer {
                milliseconds = seconds * 1000
            } else {
                throw Refusal(.invalidField, Self.clockFields)
            }
            do {
                try await clock.advance(milliseconds: milliseconds, in: call.platform.store)
            } catch is SandboxClock.GoesOnlyForward {
                throw Refusal(.invalidField, Self.forwardOnly)
            }
            return .json(["now": JSON(clock.now())])
        }
    }

    private static let clockAnswer = Endpoint.Answer(
        status: 200,
        content: .json(.object([required("now", .string(.instant), "The sandbox's moment")])),
        meaning: "The clock")
    private static let clockFields = LocalizedText(
        kk: "«now» немесе «advanceSeconds» керек", ru: "нужно «now» или «advanceSeconds»",
        en: "“now” or “advanceSeconds” is needed")
    private static let forwardOnly = LocalizedText(
        kk: "сағат тек алға жылжиды", ru: "часы идут только вперёд",
        en: "the clock goes only forward")
}
