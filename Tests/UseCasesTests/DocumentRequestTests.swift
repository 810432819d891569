import DigitalDocuments
import Journal
import Kernel
import Messages
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Store
import Testing
import UseCases

/// Use case 08: a document by its owner's phone number.
@Suite(.timeLimit(.minutes(3)))
struct DocumentRequestTests {
    func request(
        _ test: TestPlatform, phone: PhoneNumber = TestPeople.holderPhone,
        type: DocumentType = .identityCard, purpose: DocumentPurpose = .view,
        by system: TestPlatform.System = .shop
    ) async throws -> DocumentRequest {
        try await test.platform.requestDocument(
            phone: phone, documentType: type, purpose: purpose, by: try await test.system(system),
            once: .unkeyed)
    }

    func delivery(
        _ test: TestPlatform, _ request: DocumentRequest, by system: TestPlatform.System = .shop
    ) async throws -> DocumentDelivery {
        try await test.platform.documentRequest(
            request.id, of: try await test.system(system), waitSeconds: 0)
    }

    func consent(
        _ test: TestPlatform, _ request: DocumentRequest, _ password: String,
        by system: TestPlatform.System = .shop
    ) async throws {
        try await test.platform.consent(
            to: request.id, password: password, presentedBy: try await test.system(system),
            once: .unkeyed)
    }

    func question(_ test: TestPlatform) async throws -> TestPlatform.SentMessage {
        try #require(try await test.messages(to: TestPeople.holderPhone).last)
    }

    @Test(
        .clause("DD-20a", "DD-20b", "DD-4b", "DD-16a", "DD-18b"),
        arguments: Engine.allCases)
    func `the password that the owner hands over delivers the document`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test)
            let sent = try await question(test)
            for part in ["Система shop", "Удостоверение личности", "просмотр", sent.grant] {
                #expect(sent.body.contains(part))
            }
            #expect(sent.password.count == 6)
            // No consent, no document: the register is not even asked.
            let before = try await delivery(test, request)
            #expect(before.request.status == .awaitingSubject && before.opened == nil)
            #expect(test.registers.world.builds == 0)

            test.clock.advance(seconds: 1)
            try await consent(test, request, sent.password)
            let opened = try #require(try await delivery(test, request).opened)
            #expect(opened.document.content.ownerIIN == TestPeople.holder)
            let marks = try await test.marks(of: .person(test.person(TestPeople.holder)))
            #expect(marks.map(\.entry) == [opened.entry] && marks[0].way == .phoneNumber)
            #expect(
                try await test.marks(of: .system(try await test.system(.shop))).map(\.entry) == [
                    opened.entry
                ])
            let kinds = Set(try await test.log(of: TestPeople.holder).map(\.kind))
            #expect(kinds == [.documentRequested, .consentGiven, .documentDelivered])
            #expect(try await test.messages(to: TestPeople.holderPhone).count == 2)
        }
    }

    @Test(.clause("DD-20a", "DD-20c", "KDP-2.7a"), arguments: Engine.allCases)
    func `the owner's SMS delivers the document to whoever waits`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test, purpose: .present)
            let grant = try await question(test).grant
            #expect(try await test.reply(grant, from: TestPeople.strangerPhone) == .noSuchRequest)
            let shop = try await test.system(.shop)
            async let waiting = test.platform.documentRequest(
                request.id, of: shop, waitSeconds: 20)
            #expect(try await test.reply(grant, id: "gateway-1") == .documentConsented)
            #expect(try await test.reply(grant, id: "gateway-1") == .repeated)
            #expect(try await waiting.opened != nil)
            #expect(try await test.entries().count { $0 == .consentGiven } == 1)
        }
    }

    @Test(.clause("DD-20c"), arguments: Engine.allCases)
    func `a refusal, silence or a late answer delivers nothing`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let refused = try await request(test)
            let question = try await question(test)
            #expect(try await test.reply(question.refuse) == .documentRefused)
            #expect(
                try await refusal { try await consent(test, refused, question.password) }
                    == .oneTimePasswordExpired)
            #expect(try await delivery(test, refused).request.status == .refused)

            test.clock.advance(seconds: 1)
            let silent = try await request(test)
            let late = try await self.question(test)
            test.clock.now = silent.answerBy
            #expect(try await test.reply(late.grant) == .late)
            #expect(
                try await refusal { try await consent(test, silent, late.password) }
                    == .oneTimePasswordExpired)
            let state = try await delivery(test, silent)
            #expect(state.request.status == .expired && state.opened == nil)
            #expect(test.registers.world.builds == 0)
            #expect(try await test.entries().count { $0 == .consentRefused } == 1)
        }
    }

    @Test(.clause("DD-20b", "DD-2.2a"), arguments: Engine.allCases)
    func `a wrong password, five of them, or another request's opens nothing`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let first = try await request(test)
            let password = try await question(test).password
            test.clock.advance(seconds: 1)
            let second = try await request(test)
            try #require(try await question(test).password != password)
            #expect(
                try await refusal { try await consent(test, second, password) }
                    == .wrongOneTimePassword)
            for number in 2...5 {
                let code = try await refusal { try await consent(test, second, "000000") }
                #expect(code == (number < 5 ? .wrongOneTimePassword : .tooManyTries))
            }
            let right = try await question(test).password
            #expect(
                try await refusal { try await consent(test, second, right) } == .tooManyTries)
            #expect(try await delivery(test, second).opened == nil)
            // The first request was not touched; its password works once.
            try await consent(test, first, password)
            #expect(
                try await refusal { try await consent(test, first, password) }
                    == .oneTimePasswordExpired)
            #expect(try await delivery(test, first).opened != nil)
        }
    }

    @Test(.clause("DD-20a"), arguments: Engine.allCases)
    func `a number that is nobody's, several people's or a dead person's is not registered`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            func code(
                _ phone: PhoneNumber = TestPeople.holderPhone
            ) async throws -> ProblemCode? {
                try await refusal { try await request(test, phone: phone) }
            }
            let unknown = try await code(TestPeople.unknownPhone)
            #expect(unknown == .phoneNotRegistered)
            test.registers.change { $0.phones[TestPeople.stranger] = TestPeople.holderPhone }
            #expect(try await code() == .phoneNotRegistered)
            test.registers.change {
                $0.phones[TestPeople.stranger] = nil
                $0.people[TestPeople.holder]?.deathDate = Day("2026-11-20")
            }
            #expect(try await code() == .phoneNotRegistered)
            test.registers.change { $0.down = [.phones] }
            #expect(try await code() == .registerUnavailable)
            #expect(try await test.messages(to: TestPeople.holderPhone).isEmpty)
        }
    }

    @Test(.clause("DD-4a", "DD-4b", "DD-2.7a"), arguments: Engine.allCases)
    func `only admitted systems ask, for two purposes, for kinds on offer`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let newcomer = try await test.system(.newcomer)
            #expect(newcomer.decision == nil)
            #expect(
                try await refusal { try await request(test, by: .newcomer) } == .systemNotAdmitted)
            let id = try await request(test).id
            #expect(
                try await refusal {
                    try await test.platform.documentRequest(id, of: newcomer, waitSeconds: 0)
                } == .systemNotAdmitted)
            #expect(
                try await refusal { try await request(test, type: .diploma) }
                    == .documentTypeNotOffered)
            #expect(Set(DocumentPurpose.allCases.map(\.rawValue)) == ["view", "present"])
            #expect(DocumentPurpose(rawValue: "collection") == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a lost answer is fetched again within a minute, each time with its mark`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test)
            try await consent(test, request, try await question(test).password)
            let first = try #require(try await delivery(test, request).opened)
            test.clock.advance(seconds: 59)
            let second = try #require(try await delivery(test, request).opened)
            #expect(first.entry != second.entry)
            test.clock.advance(seconds: 1)
            let third = try await delivery(test, request)
            #expect(third.opened == nil && third.request.status == .delivered)
            #expect(try await test.entries().count { $0 == .documentDelivered } == 2)
            let marks = try await test.marks(of: .person(test.person(TestPeople.holder)))
            #expect(marks.map(\.entry) == [second.entry, first.entry])
        }
    }

    @Test(.clause("DD-14a"), arguments: Engine.allCases)
    func `a failed register or check delivers nothing and may be tried again`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test)
            try await consent(test, request, try await question(test).password)
            for flaw in TestRegisters.Flaw.allCases {
                test.registers.change { $0.flaw = flaw }
                #expect(
                    try await refusal { try await delivery(test, request) } == flaw.code, "\(flaw)")
            }
            test.registers.change {
                $0.flaw = nil
                $0.down = [.interior]
            }
            #expect(
                try await refusal { try await delivery(test, request) } == .registerUnavailable)
            test.registers.change {
                $0.down = []
                $0.documents[TestPeople.holder] = []
            }
            #expect(try await refusal { try await delivery(test, request) } == .notFound)
            let failures = TestRegisters.Flaw.allCases.count + 2
            #expect(
                try await test.entries().count { $0 == .documentNotDelivered } == failures)
            test.registers.change { $0.documents[TestPeople.holder] = [.identityCard] }
            #expect(try await delivery(test, request).opened != nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `another system's request does not exist`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let request = try await request(test)
            let password = try await question(test).password
            #expect(
                try await refusal { try await delivery(test, request, by: .insurer) } == .notFound)
            #expect(
                try await refusal { try await consent(test, request, password, by: .insurer) }
                    == .notFound)
        }
    }
}
