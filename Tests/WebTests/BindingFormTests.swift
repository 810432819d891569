import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

@testable import Web

/// A form that this key may not send is not shown; who may is said instead (Q-IS-61).
@Suite(.timeLimit(.minutes(5)))
struct BindingFormTests {
    @Test(.clause("IS-EDS-1"))
    func `an employee sees who may withdraw, and the head sees the button`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let stored = try await world.submit(
                try await world.fullDraft(
                    "blasting-permit", kind: "permit", variants: ["surface"]))
            let desk = try CaseDesk(world)
            let page = "/cases/\(stored.id.text)"
            let head = try await desk.session(world.applicant)
            let employee = try await world.platform.openEDSSession(
                of: PlatformTesting.TestPeople.verifier, for: world.applicant.bin, as: .employee)
            for language in Language.allCases {
                let words = ImpartialityWords.noRightToBind[language]
                    .replacing("'", with: "&#39;")
                let shown = await desk.call("GET", page, as: employee, language: language)
                #expect(shown.status == 200 && shown.text.contains(words))
                #expect(!shown.text.contains(page + "/withdraw"))
                let own = await desk.call("GET", page, as: head, language: language)
                #expect(own.text.contains(page + "/withdraw") && !own.text.contains(words))
            }
            let refused = await desk.call(
                "POST", page + "/withdraw", type: "application/x-www-form-urlencoded",
                as: employee)
            #expect(refused.status == 403)
        }
    }
}
