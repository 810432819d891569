import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Use case 05, 5c: each representative sees what happens with the child's documents (Q-DD-19).
@Suite(.timeLimit(.minutes(3)))
struct WardTests {
    private let page = PageRequest(limit: 200, cursor: nil)

    /// The stranger becomes the child's other parent.
    private func addParent(_ test: TestPlatform) throws {
        let birth = try #require(Day("2008-11-21"))
        let majority = try #require(Day("2026-11-21"))
        test.registers.change {
            $0.people[TestPeople.stranger]?.children = [
                WardRecord(iin: TestPeople.child, until: majority)
            ]
            $0.people[TestPeople.child]?.guardians.append(
                GuardianshipRecord(
                    iin: TestPeople.stranger, basis: .parent, from: birth, until: nil))
        }
    }

    private func log(_ test: TestPlatform, _ iin: IIN) async throws -> [LogRow] {
        let person = test.person(iin)
        return try await test.platform.accessLog(
            of: person, page: page, wards: await test.platform.wards(of: person)
        ).items
    }

    private func marks(_ test: TestPlatform, _ iin: IIN) async throws -> [ViewMark] {
        let person = test.person(iin)
        return try await test.platform.viewMarks(
            of: .person(person), page: page, wards: await test.platform.wards(of: person)
        ).items
    }

    @Test(.clause("DD-14b", "DD-18b"), arguments: Engine.allCases)
    func `each representative sees the other's views and whom the document was shown to`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try addParent(test)
            let document = try await test.document(.birthCertificate)
            let holder = test.person(TestPeople.holder)
            _ = try await test.platform.show(document, to: holder)
            test.clock.advance(seconds: 1)
            let share = try await test.share(.birthCertificate)
            test.clock.advance(seconds: 1)
            let opened = try await test.open(share.scanned)

            let other = try await log(test, TestPeople.stranger)
            #expect(other.map(\.kind) == [.documentViewed, .shareCreated, .documentShown])
            #expect(other.allSatisfy { $0.childName == "Сейітова Дана" })
            let seen = try await marks(test, TestPeople.stranger)
            #expect(seen.map(\.entry) == [opened.entry])
            #expect(seen.first?.childName == "Сейітова Дана" && seen.first?.isViewer == false)
            let row = try await test.platform.logEntry(
                opened.entry, of: test.person(TestPeople.stranger))
            #expect(row.childName == "Сейітова Дана")
            // Once each for who acted, although they take part and represent.
            let own = try await log(test, TestPeople.holder).filter { $0.kind == .documentShown }
            #expect(own.count == 1 && own.first?.childName == nil)
            // The verifier represents nobody.
            #expect(try await log(test, TestPeople.verifier).map(\.kind) == [.documentViewed])

            // With the representation the rows go; the child's own stay.
            test.clock.now = try #require(Day("2026-11-21")).start
            #expect(try await log(test, TestPeople.stranger).isEmpty)
            #expect(try await marks(test, TestPeople.stranger).isEmpty)
            #expect(
                try await refusal {
                    try await test.platform.logEntry(
                        opened.entry, of: test.person(TestPeople.stranger))
                } == .notFound)
            #expect(try await marks(test, TestPeople.child).count == 1)
        }
    }

    @Test(.clause("DD-14b", "KDP-2.6a"), arguments: Engine.allCases)
    func `a representative sees nothing of the child's consents`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            try addParent(test)
            _ = try await test.ask(TestPeople.child)
            #expect(try await test.log(of: TestPeople.child).count == 1)
            #expect(try await log(test, TestPeople.stranger).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a register that does not answer hides the child's rows and says so`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            _ = try await test.platform.show(
                try await test.document(), to: test.person(TestPeople.holder))
            try addParent(test)
            _ = try await test.platform.show(
                try await test.document(.birthCertificate, of: TestPeople.stranger),
                to: test.person(TestPeople.stranger))
            #expect(try await log(test, TestPeople.holder).count == 2)
            test.registers.change { $0.down = [.persons] }
            let wards = await test.platform.wards(of: test.person(TestPeople.holder))
            #expect(wards.isUnknown && wards.people.isEmpty)
            #expect(try await log(test, TestPeople.holder).count == 1)
        }
    }
}
