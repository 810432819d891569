import Kernel
import Regulations

/// Which body answers for the duties of a holder that the acts name.
package struct DutyHolder: SettingValue, Hashable {
    /// The holder's code in `Regulations/public-duties/duties.json`.
    package let holder: String
    /// The body whose officials enter the evidence.
    package let bin: BIN

    /// A holder's body.
    package init(_ holder: String, _ bin: BIN) {
        self.holder = holder
        self.bin = bin
    }

    package init?(setting json: JSON) {
        guard let holder = json["holder"]?.string, let text = json["bin"]?.string,
            let bin = try? BIN(text, rules: .sandbox)
        else { return nil }
        self.init(holder, bin)
    }

    package var setting: JSON { ["holder": .string(holder), "bin": .string(bin.digits)] }
}

/// The event from which the three days of a notice run: the act does not say (IS-NOT).
package enum NoticeTrigger: String, SettingValue, CaseIterable {
    case registration, publication, commencement

    package init?(setting json: JSON) {
        guard let value = json.string.flatMap(Self.init(rawValue:)) else { return nil }
        self = value
    }

    package var setting: JSON { .string(rawValue) }

    /// The event in the life of the amending order.
    var event: ActEvent.Kind {
        switch self {
        case .registration: .registered
        case .publication: .published
        case .commencement: .inForce
        }
    }
}

extension OpenPoints {
    /// Which bodies answer for the duties that the acts lay on them.
    package static let dutyHolders = Setting(
        "duties.holders", "Q-IS-28", of: .industrialSafety, clause: "IS-O.2",
        sandbox: [
            DutyHolder("publicServicesCommittee", BIN(stored: "651040002101")),
            DutyHolder("informationSecurityCommittee", BIN(stored: "651040002101")),
            DutyHolder("artificialIntelligenceCommittee", BIN(stored: "651040002101")),
            DutyHolder("tradeCommittee", BIN(stored: "690240002183")),
            DutyHolder("industrialSafetyCommittee", BIN(stored: "661140002127")),
            DutyHolder("industrialSafetyAuthority", BIN(stored: "661140002127")),
        ],
        expects: "a list of {holder, bin}, one for each holder of "
            + "Regulations/public-duties/duties.json whose officials enter evidence",
        LocalizedText(
            kk: "актілер жүктеген міндеттерге қай органдар жауап береді",
            ru: "какие органы отвечают за обязанности, возложенные актами",
            en: "which bodies answer for the duties that the acts lay on them")
    ) { list in
        Set(list.map(\.holder)).count == list.count
            && list.allSatisfy { Regulations.duties.body($0.holder) != nil }
    }
    /// From which event the three working days of a notice run (IS-NOT).
    package static let noticeTrigger = Setting(
        "industrialSafety.noticeTrigger", "Q-IS-29", of: .industrialSafety, clause: "IS-1.11",
        sandbox: NoticeTrigger.commencement,
        expects: "\"registration\", \"publication\" or \"commencement\" of the amending order",
        LocalizedText(
            kk: "өзгерістер туралы хабарлаудың үш күні қай оқиғадан басталады",
            ru: "с какого события идут три дня извещения об изменениях",
            en: "from which event the three days of a notice of amendments run"))

    static let duties: [SettingDeclaration] = [
        dutyHolders.declaration, noticeTrigger.declaration,
    ]
}
