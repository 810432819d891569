import AccessControl
import Kernel
import QyzmetTesting
import Testing

struct ConsentMessageTests {
    @Test(.clause("KDP-7.1a"), arguments: Language.allCases)
    func `the message names who, what, why, until when and how to answer`(_ language: Language) {
        let message = message(requester: "Достық Банк", dataSets: ["IdentityCard", "persons"])
        let text = message.text(in: language)
        let parts = [
            "Достық Банк", "4821 1", "4821 2", "10", "https://example.kz/r",
            DataSet.name(of: "IdentityCard")[language], DataSet.name(of: "persons")[language],
            AccessAction.transfer.name[language], purposeName[language],
        ]
        for part in parts { #expect(text.contains(part)) }
        #expect(!text.contains("…"))
    }

    @Test(arguments: [
        String(repeating: "Ұ", count: 500), String(repeating: "👨‍👩‍👧‍👦", count: 300),
        String(repeating: "e\u{301}", count: 300),
    ])
    func `a long name is cut, never the code, the answers or the link`(_ name: String) {
        let names = Array(DataSet.names.keys.sorted())
        let message = message(requester: name, dataSets: names)
        for language in Language.allCases {
            let text = message.text(in: language)
            #expect(text.utf16.count <= ConsentMessage.lengthMax)
            for part in ["4821 1", "4821 2", "1414", "10 ", "https://example.kz/r", "…"] {
                #expect(text.contains(part))
            }
        }
    }

    private let purposeName = LocalizedText(
        kk: "Кредит беру туралы шешім", ru: "Решение о выдаче кредита", en: "Credit decision")

    private func message(requester: String, dataSets: [String]) -> ConsentMessage {
        ConsentMessage(
            requester: LocalizedText(kk: requester, ru: requester, en: requester),
            purpose: purposeName, action: .transfer, dataSets: dataSets.map(DataSet.name(of:)),
            code: "4821", minutes: 10, link: "https://example.kz/r")
    }
}
