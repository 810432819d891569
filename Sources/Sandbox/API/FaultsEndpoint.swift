import Kernel
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/faults`: what is wrong with the registers and the SMS now.
    func getFaults() -> Endpoint {
        Endpoint(
            .get, "/sandbox/faults", summary: "The faults that are set",
            access: .anyone(because: "The sandbox's own controls"),
            answers: [.init(status: 200, content: .json(Self.faultsShape), meaning: "The faults")],
            isSandboxOnly: true
        ) { _ in .json(faults) }
    }

    /// `PUT /sandbox/faults`: makes registers and SMS fail, or mends them.
    ///
    /// What is not named stays as it is; of what is named, a member left out takes its default.
    func putFaults() -> Endpoint {
        Endpoint(
            .put, "/sandbox/faults", summary: "Set the faults of registers by name, and of SMS",
            access: .anyone(because: "The sandbox's own controls"),
            body: .json(Self.faultsShape),
            answers: [.init(status: 200, content: .json(Self.faultsShape), meaning: "The faults")],
            isSandboxOnly: true
        ) { call in
            for member in call.body["registers"]?.members ?? [] {
                guard let register = registers.first(where: { $0.kind.name == member.name }),
                    let plan = RegisterFaults.Plan(member.value)
                else { throw Refusal(.invalidField) }
                register.faults.plan = plan
            }
            if let member = call.body["appeals"] {
                guard let plan = RegisterFaults.Plan(member) else { throw Refusal(.invalidField) }
                appeals?.faults.plan = plan
            }
            if let plan = call.body["nca"] { nca?.faults.plan = NCAFaults.Plan(plan) }
            if let sms = call.body["sms"] { phones.plan = SandboxPhones.Faults(sms) }
            return .json(faults)
        }
    }

    private var faults: JSON {
        [
            "registers": .object(
                registers.map { JSON.Member($0.kind.name, $0.faults.plan.json) }),
            "appeals": (appeals?.faults.plan ?? RegisterFaults.Plan()).json,
            "sms": phones.plan.json, "nca": (nca?.faults.plan ?? NCAFaults.Plan()).json,
        ]
    }

    private static let faultsShape = Schema.object([
        optional(
            "registers",
            .object(
                RegisterKind.allCases.map {
                    optional($0.name, planShape, "The faults of this register")
                }), "Registers by name"),
        optional("appeals", planShape, "e-Otinish"),
        optional("sms", smsShape, "Messages from 1414"),
        optional("nca", ncaShape, "The certification authority's services"),
    ])

    private static let planShape = Schema.object([
        optional(
            "answer", .string(.oneOf(RegisterFaults.Answer.allCases.map(\.rawValue))),
            "What is wrong with its answers; default `correct`"),
        optional(
            "delayMilliseconds", .integer(0...Int64(RegisterFaults.Plan.delayMillisecondsMax)),
            "How much later it answers; default 0"),
    ])

    private static let ncaShape = Schema.object([
        optional(
            "ocsp", .string(.oneOf(NCAFaults.Service.allCases.map(\.rawValue))),
            "The OCSP responder; default `correct`"),
        optional(
            "lists", .string(.oneOf(["correct", "down"])),
            "The lists of revoked certificates; default `correct`"),
        optional(
            "stamps", .string(.oneOf(["correct", "down"])),
            "The time-stamping service; default `correct`"),
    ])

    private static let smsShape = Schema.object([
        optional(
            "lose", .integer(0...SandboxPhones.Faults.countMax),
            "How many of the next messages are lost; default 0"),
        optional(
            "double", .integer(0...SandboxPhones.Faults.countMax),
            "How many of the next messages arrive twice; default 0"),
        optional(
            "delayMilliseconds", .integer(0...SandboxPhones.Faults.delayMillisecondsMax),
            "How much later each arrives; default 0"),
    ])
}

extension SandboxPhones.Faults {
    /// The most messages that can be lost or doubled in advance.
    static let countMax: Int64 = 1000
    /// The latest that a message can be.
    static let delayMillisecondsMax: Int64 = 60_000

    /// Reads the faults; a member left out is 0, one outside its limits the nearest limit.
    init(_ json: JSON) {
        self.init()
        lose = min(max(json["lose"]?.integer ?? 0, 0), Self.countMax)
        double = min(max(json["double"]?.integer ?? 0, 0), Self.countMax)
        delayMilliseconds = min(
            max(json["delayMilliseconds"]?.integer ?? 0, 0), Self.delayMillisecondsMax)
    }

    /// The faults as `/sandbox/faults` shows them.
    var json: JSON {
        [
            "lose": .integer(lose), "double": .integer(double),
            "delayMilliseconds": .integer(delayMilliseconds),
        ]
    }
}
