import Casework
import HTTPServer
import Kernel
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

@testable import Web

/// The head decides about a result on pages; everyone sees what was decided (UC-46 4).
struct RegisterOfficeTests {
    private static let committee = BIN(stored: "661140002127")
    private static let bin = BIN(stored: "650140000030")
    private static let address = "/registers/blasting-permits/661140002127/77"

    /// One result in a register, as a signature leaves it: the entry's name, the holder's session.
    private func given(
        _ service: TestService, until: Day? = nil
    ) async throws -> (id: String, holder: String) {
        let holder = try await service.signInByEDS(TestPeople.holder, Self.bin)
        let begun = await service.post(
            "/cases",
            [("service", "blasting-permit"), ("kind", "permit"), ("variant0", "surface")],
            holder)
        let name = try #require(begun.location?.split(separator: "/").last.map(String.init))
        let item = Identifier<RegisterItem>(random: .system)
        try await service.platform.store.write { transaction in
            let entry = try transaction.firstRow("SELECT id FROM journal_entry LIMIT 1")?.text(0)
            try transaction.execute(
                """
                INSERT INTO register_entry (id, register, body, number, case_id, service, kind,
                    bin, valid_from, valid_until, result_digest, entry_id)
                VALUES (\(item), 'blasting-permits', \(Self.committee), '77', \(name),
                    'blasting-permit', 'permit', \(Self.bin), 20400, \(until),
                    \(String(repeating: "a", count: 64)), \(entry))
                """)
        }
        return (item.text, holder)
    }

    private func form(
        _ state: String, _ from: String, _ clause: String = "IS-1.4", _ reasons: String = "Причина"
    ) -> [(String, String)] {
        [("state", state), ("from", from), ("clause", clause), ("reasons", reasons)]
    }

    @Test(arguments: Language.allCases)
    func `a head suspends, everyone sees since when and why in law, the holder the reasons`(
        _ language: Language
    ) async throws {
        let service = try await TestService()
        let (id, _) = try await given(service)
        let office = "/register-office/\(id)"
        let head = try await service.signIn(TestPeople.other, as: .head, of: Self.committee)
        let foreign = try await service.signIn(
            TestPeople.verifier, as: .head, of: TestRegisters.body)
        let words: [Language: (inForce: String, suspended: String, withdrawn: String)] = [
            .kk: ("күшінде", "тоқтатылған", "қайтарылған"),
            .ru: ("действует", "приостановлено", "отозвано"),
            .en: ("in force", "suspended", "withdrawn"),
        ]
        let expected = try #require(words[language])
        #expect(await service.get(office).status == 303)
        #expect(await service.get(office, foreign).status == 403)
        #expect(await service.post(office, form("suspended", "2026-11-20"), foreign).status == 403)
        let open = await service.get(office, head, language: language)
        #expect(open.status == 200 && open.text.contains(expected.suspended))
        #expect(open.text.contains(#"value="withdrawn""#))
        #expect(
            !open.text.contains(#"value="inForce""#) && !open.text.contains(#"value="expired""#))
        // The public page leads the head there, and nobody else.
        let shown = await service.get(Self.address, head, language: language)
        #expect(shown.status == 200 && shown.text.contains(office))
        #expect(await !service.get(Self.address, foreign).text.contains(office))

        let empty = await service.post(office, form("suspended", "", "", ""), head)
        #expect(empty.status == 422)
        for field in ["from", "clause", "reasons"] {
            #expect(empty.text.contains("#field-\(field)"), "\(field)")
        }
        #expect(await service.post(office, form("expired", "2026-11-20"), head).status == 422)
        #expect(await service.post(office, form("suspended", "2026-11-19"), head).status == 422)
        let done = await service.post(office, form("suspended", "2026-11-20"), head)
        #expect(done.status == 303 && done.location == Self.address)
        #expect(await service.post(office, form("suspended", "2026-11-20"), head).status == 409)

        let anyone = await service.get(Self.address, language: language)
        #expect(anyone.text.contains(expected.suspended) && anyone.text.contains("IS-1.4"))
        #expect(!anyone.text.contains("Причина"))
        #expect(await service.get(Self.address, head, language: language).text.contains("Причина"))
        let past = await service.get(Self.address + "?at=2026-11-19", language: language)
        #expect(past.text.contains(expected.inForce))
        let json = try JSON.parse(await service.get("/api" + Self.address).response.body)
        #expect(json["state"] == "suspended" && json["validUntil"] == .null)
        #expect(json["changes"]?.array?.first?["clause"] == "IS-1.4")
        #expect(json["changes"]?.array?.first?["reasons"] == nil)

        #expect(await service.post(office, form("inForce", "2026-11-21"), head).status == 303)
        #expect(await service.post(office, form("withdrawn", "2026-11-22"), head).status == 303)
        let closed = await service.get(office, head, language: language)
        #expect(closed.text.contains(expected.withdrawn) && !closed.text.contains("<select"))
        #expect(await service.post(office, form("inForce", "2026-11-23"), head).status == 409)
    }

    @Test func `a service's card leads to its registers`() async throws {
        let service = try await TestService()
        var found: Set<String> = []
        for definition in service.platform.casework.services {
            let card = await service.get("/services/\(definition.code)")
            for register in Set(definition.ends.compactMap(\.register)) {
                #expect(card.text.contains(#"href="/registers/\#(register)""#), "\(register)")
                found.insert(register)
            }
        }
        #expect(found == Set(service.platform.registerNames) && found.count > 7)
    }

    @Test func `the holder reads the reasons, and what has expired takes no decision`()
        async throws
    {
        let service = try await TestService()
        let (id, holder) = try await given(service, until: Day("2026-11-20"))
        let office = "/register-office/\(id)"
        let head = try await service.signIn(TestPeople.other, as: .head, of: Self.committee)
        #expect(await service.post(office, form("suspended", "2026-11-21"), head).status == 409)
        #expect(await service.post(office, form("suspended", "2026-11-20"), head).status == 303)
        #expect(await service.get(Self.address, holder).text.contains("Причина"))
        let later = await service.get(Self.address + "?at=2026-11-21", language: .en)
        #expect(later.text.contains("expired") && later.text.contains("20 November 2026"))
    }
}
