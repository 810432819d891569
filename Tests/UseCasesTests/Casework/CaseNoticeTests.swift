import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Who is told of a hearing and of a signed paper (UC-62 2, UC-45 7).
@Suite(.timeLimit(.minutes(5)))
struct CaseNoticeTests {
    @Test(.clause("IS-REF-1", "IS-CAB-1"), arguments: Engine.allCases)
    func `whoever began the application and whoever signed it hear of both`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let options = [OptionPeriod.since2026("hearing")]
        try await CaseworkWorld.run(on: engine, at: start, options: options) { world in
            let platform = world.platform
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            // The first head prepares it, another person with the right to sign submits it.
            let signer = TestPeople.verifier
            let key = try world.test.nca.issue(
                signer, bin: TestPeople.organisation, roles: [.individual, .rightToSign])
            let submitted = try await platform.submitApplication(
                draft.id, channel: draft.definition.channels[0],
                cms: try key.sign(draft.statement, at: world.test.clock.now),
                by: CaseworkWorld.session(
                    signer, TestPeople.organisation, roles: [.rightToSign]), once: .unkeyed)
            func waiting() async throws -> [(IIN, String)] {
                try await world.test.store.write { transaction in
                    let found = try transaction.rows(
                        "SELECT person_iin, text_ru FROM waiting_notice ORDER BY person_iin"
                    ).map { (try $0.iin(0), try $0.text(1)) }
                    try transaction.execute("DELETE FROM waiting_notice")
                    return found
                }
            }
            let both = Set([world.applicant.iin, signer])
            let heard = try await world.carry(
                submitted, through: ["refuse"], grounds: ["1"], stopsAt: "hearing")
            let number = try #require(heard.state.number)
            let first = try await waiting()
            #expect(first.count == 2 && Set(first.map(\.0)) == both)
            for (_, text) in first {
                #expect(text.contains(number) && text.contains("2026-02-05"))
                #expect(!text.contains(CaseworkWorld.reasons))
            }
            world.test.clock.advance(seconds: 3 * 86_400)
            _ = try await world.carry(heard, through: ["upheld"])
            let second = try await waiting()
            #expect(second.count == 2 && Set(second.map(\.0)) == both)
            #expect(second.allSatisfy { $0.1.contains("подписан") })
        }
    }
}
