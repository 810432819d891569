import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases
import WorkingTime

/// An appeal is signed like an application (UC-63, 2 and 3).
@Suite(.timeLimit(.minutes(5)))
struct AppealSignatureTests {
    private static let why = "Расчёт сейсмики приложен, страница 12."

    private func run(
        on engine: Engine, _ body: (CaseworkWorld, StoredCase) async throws -> Void
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let period = CaseOptions.Period(from: Day(daysSince1970: 20_454), until: nil)
        try await CaseworkWorld.run(
            on: engine, at: start, options: [OptionPeriod("appeal", period)]
        ) { world in
            try await body(world, try await refused(world))
        }
    }

    private func refused(_ world: CaseworkWorld) async throws -> StoredCase {
        let submitted = try await world.submit(
            world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
        return try await world.carry(submitted, through: ["refuse"], grounds: ["1"])
    }

    private func prepare(
        _ world: CaseworkWorld, _ stored: StoredCase, _ text: String = why,
        file: [UInt8]? = nil
    ) async throws -> PreparedAppeal {
        let prepared = try await world.platform.prepareAppeal(
            text, file: file, against: stored.id, by: world.applicant, once: .unkeyed)
        return try #require(try await world.platform.appealDraft(of: prepared))
    }

    private func lodge(
        _ world: CaseworkWorld, _ stored: StoredCase, _ cms: [UInt8],
        by person: SignedInPerson? = nil
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.platform.lodgeAppeal(
                against: stored.id, cms: cms, by: person ?? world.applicant, once: .unkeyed)
        }
    }

    @Test(.clause("IS-EDS-1", "IS-REF-1"), arguments: Engine.allCases)
    func `what is signed names the case, the refusal, the words, the file and the body`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, refused in
            let draft = try await prepare(world, refused, file: CaseworkWorld.file)
            let said = try JSON.parse(draft.statement)
            let result = try #require(try await world.platform.result(of: refused.id))
            #expect(said["application"]?.string == refused.id.text)
            #expect(said["refusalSha256"]?.string == result.fileDigest)
            #expect(said["text"]?.string == Self.why)
            #expect(
                said["fileSha256"]?.string == SHA256.hash(CaseworkWorld.file).bytes.hex)
            #expect(said["to"]?.string == CaseworkWorld.committee.digits)
            #expect(said["bin"]?.string == world.applicant.bin?.digits)
            // Nothing is lodged before it is signed.
            #expect(try await world.waiting(refused.id) == nil)
            let cms = try world.sign(draft.statement, by: world.applicant.iin)
            #expect(try await lodge(world, refused, cms) == nil)
            let lodged = try await world.platform.application(refused.id, for: world.applicant)
            let signed = try #require(try await world.platform.signedAppeal(of: lodged))
            #expect(signed.cms == cms && signed.statement == draft.statement)
            #expect(signed.faults.isEmpty && signed.signer != nil)
            #expect(try await world.platform.appealDraft(of: lodged) == nil)
            // Once more is too much, with the same signature as with another.
            #expect(try await lodge(world, refused, cms) == .caseNotInState)
            try await world.checkJournal(lodged)
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `a signature of something else, by another or no longer valid lodges nothing`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, first in
            let second = try await refused(world)
            #expect(
                try await lodge(world, first, [1]) == .notFound, "nothing is prepared")
            let other = try await prepare(world, second)
            let old = try await prepare(world, first, "Другой текст жалобы, прежний.")
            let draft = try await prepare(world, first)
            let iin = world.applicant.iin
            // Another case's, an earlier text's, no signature at all.
            for bytes in [other.statement, old.statement] {
                #expect(
                    try await lodge(world, first, try world.sign(bytes, by: iin))
                        == .signatureRefused)
            }
            #expect(try await lodge(world, first, [1, 2, 3]) == .signatureRefused)
            let nca = world.test.nca
            let (now, bin) = (world.test.clock.now, world.applicant.bin)
            // Another person of the organisation, and an employee's key of the same one.
            let stranger = try nca.issue(TestPeople.verifier, bin: bin, roles: [.firstHead])
            #expect(
                try await lodge(world, first, stranger.sign(draft.statement, at: now))
                    == .signatureRefused)
            let employee = try nca.issue(iin, bin: bin, roles: [.employee])
            #expect(
                try await lodge(world, first, employee.sign(draft.statement, at: now))
                    == .signatureRefused)
            let session = CaseworkWorld.session(iin, bin, roles: [.individual, .employee])
            #expect(
                try await lodge(
                    world, first, try world.sign(draft.statement, by: iin), by: session)
                    == .roleNotAllowed)
            // Revoked between the signature and its coming.
            let gone = try nca.issue(iin, bin: bin, roles: [.firstHead])
            let late = try gone.sign(draft.statement, at: now)
            nca.revoke(gone)
            #expect(try await lodge(world, first, late) == .signatureRefused)
            for stored in [first, second] {
                let seen = try await world.platform.application(
                    stored.id, for: world.applicant)
                #expect(seen.state == stored.state && seen.state.appeals.isEmpty)
                #expect(try await world.waiting(stored.id) == nil)
            }
            #expect(try await world.platform.appealDraft(of: first) == draft)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `what can be lodged no more is not offered to be signed`(_ engine: Engine) async throws {
        try await run(on: engine) { world, refused in
            let platform = world.platform
            let draft = try await prepare(world, refused)
            let offer = try #require(try platform.appealOffer(of: refused))
            world.test.clock.now = offer.until.start
            #expect(try await platform.appealDraft(of: refused) == draft)
            // It is addressed to a body that would not decide.
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_appeal SET body = \(CaseworkWorld.akimat)
                    WHERE case_id = \(refused.id)
                    """)
            }
            #expect(try await platform.appealDraft(of: refused) == nil)
            #expect(try await platform.appealText(of: refused) == Self.why)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_appeal SET body = \(offer.body) WHERE case_id = \(refused.id)
                    """)
            }
            #expect(try await platform.appealDraft(of: refused) == draft)
            world.test.clock.now = offer.until.adding(days: 1).start
            #expect(try await platform.appealDraft(of: refused) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a file that is exchanged before the signature is gone, and an old appeal opens`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, refused in
            _ = try await prepare(world, refused, file: CaseworkWorld.file)
            let draft = try await prepare(world, refused)
            #expect(draft.fileDigest == nil)
            // The document with the same bytes stays; only what nothing names would go.
            let document = try await world.platform.file(of: "calculations", in: refused)
            #expect(document.bytes == CaseworkWorld.file)
            let cms = try world.sign(draft.statement, by: world.applicant.iin)
            #expect(try await lodge(world, refused, cms) == nil)
            // So appeals stood before they were signed.
            try await world.test.store.write { transaction in
                try transaction.execute("DELETE FROM casework_appeal")
            }
            let seen = try await world.platform.application(refused.id, for: world.applicant)
            #expect(seen.state.appeal?.lodged.text == Self.why)
            #expect(try await world.platform.signedAppeal(of: seen) == nil)
            let (hand, _) = try #require(try await world.waiting(refused.id))
            #expect(hand.stored.state.appeal != nil)
        }
    }
}
