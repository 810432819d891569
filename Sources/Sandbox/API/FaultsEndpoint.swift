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
            return .json(faults)
        }
    }

    private var faults: JSON {
        [
            "registers": .object(
                registers.map { JSON.Member($0.kind.name, $0.faults.plan.json) })
        ]
    }

    private static func unknown(_ name: String) -> LocalizedText {
        LocalizedText(
            kk: "«\(name)»: мұндай тіркелім не ақау жоқ",
            ru: "«\(name)»: нет такого регистра или сбоя",
            en: "“\(name)”: no such register or fault")
    }
}
