import Kernel
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

@testable import Web

/// The pages of applicants and officials, without scripts (UC-42, UC-45).
@Suite struct CasePageTests {
    private let bin = BIN(stored: "650140000030")
    private let department = BIN(stored: "671240002142")

    private func begin(
        _ service: TestService, _ session: String, variants: [(String, String)] = []
    ) async throws -> String {
        let begun = await service.post(
            "/cases", [("service", "blasting-permit"), ("kind", "permit")] + variants, session)
        return try #require(begun.location)
    }

    @Test(.clause("IS-1.6-v2", "IS-1.6-v3"))
    func `a draft says what is missing, and a value that is wrong`() async throws {
        let service = try await TestService()
        let session = try await service.signInByEDS(TestPeople.holder, bin)
        let address = try await begin(service, session, variants: [("variant0", "surface")])
        for language in Language.allCases {
            let page = await service.get(address, session, language: language)
            #expect(page.status == 200)
            #expect(page.text.contains(#"action="\#(address)/fields""#))
            #expect(page.text.contains(#"action="\#(address)/documents/calculations""#))
            // What only an underground application needs is not asked for.
            #expect(!page.text.contains("/documents/workingsPlan"))
            #expect(!page.text.contains("/submit"))
        }
        let kept = await service.post(
            address + "/fields", [("field0", "nowhere"), ("field1", "other")], session)
        #expect(kept.location == address)
        let page = await service.get(address, session, language: .en)
        #expect(page.text.contains("The value is not right"))
        let list = await service.get("/cases", session)
        #expect(list.text.contains(address))
        // Another organisation's session finds nothing.
        let other = try await service.signInByEDS(TestPeople.verifier, department)
        #expect(await service.get(address, other).status == 404)
    }

    @Test(.clause("IS-SRC-1"))
    func `where no register answers, the draft says so and asks for the file`() async throws {
        let service = try await TestService()
        let session = try await service.signInByEDS(TestPeople.holder, bin)
        let begun = await service.post(
            "/cases", [("service", "explosives-licence"), ("kind", "reissue")], session)
        let address = try #require(begun.location)
        let page = await service.get(address, session, language: .en)
        #expect(page.text.contains("The register of organisations does not answer"))
        #expect(page.text.contains("/documents/changes"))
    }

    @Test func `a file that is not taken is refused above the draft`() async throws {
        let service = try await TestService()
        let session = try await service.signInByEDS(TestPeople.holder, bin)
        let address = try await begin(service, session, variants: [("variant0", "surface")])
        func send(_ file: String) async -> PageAnswer {
            let body =
                "--b\r\nContent-Disposition: form-data; name=\"part0\"\r\n\r\nfragmentFlight"
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\""
                + "\r\n\r\n\(file)\r\n--b--\r\n"
            return await service.send(
                "POST", address + "/documents/calculations", session, Array(body.utf8),
                "multipart/form-data; boundary=b")
        }
        let refused = await send("PK archive")
        #expect(refused.status == 422)
        #expect(refused.text.contains("PDF"))
        #expect(await send("%PDF-1.7\n%%EOF\n").location == address)
        let page = await service.get(address, session, language: .en)
        // One part of four is confirmed.
        #expect(page.text.contains("in part"))
    }

    @Test func `the workplace is for officials with an EDS alone`() async throws {
        let service = try await TestService()
        let applicant = try await service.signInByEDS(TestPeople.holder, bin)
        #expect(await service.get("/tasks", applicant).status == 403)
        let bySMS = try await service.signIn(TestPeople.verifier)
        #expect(await service.get("/tasks", bySMS).status == 403)
        try await service.platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO official (iin, body_bin, role, name, created_at)
                VALUES (\(TestPeople.verifier), \(department), 'territorialExecutor', 'O', 0)
                """)
        }
        let official = try await service.signInByEDS(TestPeople.verifier, department)
        for language in Language.allCases {
            let page = await service.get("/tasks", official, language: language)
            #expect(page.status == 200)
        }
        #expect(
            await service.get("/tasks/" + String(repeating: "0", count: 26), official).status
                == 404)
    }

    @Test func `a register answers for a day, in three languages`() async throws {
        let service = try await TestService()
        for register in service.platform.registerNames {
            for language in Language.allCases {
                let page = await service.get(
                    "/registers/\(register)?at=2026-02-01", language: language)
                #expect(page.status == 200, "\(register)")
            }
        }
        #expect(await service.get("/registers/nothing").status == 404)
        let list = await service.get("/api/registers/attestations?at=2026-02-01")
        #expect(list.text.contains(#""items":[]"#))
    }
}
