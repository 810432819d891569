import Kernel
import UseCases
import Web

extension SandboxControls {
    private static let shape = Schema.open([])

    /// `GET /sandbox/faults`: what is wrong with the registers now.
    func getFaults() -> Endpoint {
        Endpoint(
            .get, "/sandbox/faults", summary: "The faults that are set",
            access: .anyone(because: "The sandbox's own controls"),
            answers: [.init(status: 200, content: .json(Self.shape), meaning: "The faults")],
            isSandboxOnly: true
        ) { _ in .json(faults) }
    }

    /// `PUT /sandbox/faults`: makes registers fail, or mends them.
    func putFaults() -> Endpoint {
        Endpoint(
            .put, "/sandbox/faults", summary: "Set the faults of registers by name",
            access: .anyone(because: "The sandbox's own controls"),
            body: .json(.open([])),
            answers: [.init(status: 200, content: .json(Self.shape), meaning: "The faults")],
            isSandboxOnly: true
        ) { call in
            for member in call.body["registers"]?.members ?? [] {
                guard let register = registers.first(where: { $0.kind.name == member.name }),
                    let plan = RegisterFaults.Plan(member.value)
                else { throw Refusal(.invalidField, Self.unknown(member.name)) }
                register.faults.plan = plan
            }
            if let sms = call.body["sms"] {
                var plan = phones.plan
                plan.lose = sms["lose"]?.integer ?? 0
                plan.double = sms["double"]?.integer ?? 0
                plan.delayMilliseconds = min(max(sms["delayMilliseconds"]?.integer ?? 0, 0), 60_000)
                phones.plan = plan
            }
            return .json(faults)
        }
    }

    private var faults: JSON {
        [
            "registers": .object(
                registers.map { JSON.Member($0.kind.name, $0.faults.plan.json) }),
            "sms": [
                "lose": .integer(phones.plan.lose), "double": .integer(phones.plan.double),
                "delayMilliseconds": .integer(phones.plan.delayMilliseconds),
            ],
        ]
    }

    private static func unknown(_ name: String) -> LocalizedText {
        LocalizedText(
            kk: "«\(name)»: мұндай тіркелім не ақау жоқ",
            ru: "«\(name)»: нет такого регистра или сбоя",
            en: "“\(name)”: no such register or fault")
    }
}
