import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

@testable import Web

/// A case whose conclusion holds no more goes back to the department (UC-67 4c).
@Suite(.timeLimit(.minutes(5)))
struct ConclusionReturnWebTests {
    @Test(.clause("IS-3.9", "IS-EDS-1"), arguments: Engine.allCases, [true, false])
    func `the executor sends it back by page or interface, and another conclusion is given`(
        _ engine: Engine, _ isPage: Bool
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let desk = try CaseDesk(world)
            let stored = try await world.carry(
                try await world.submit(
                    try await world.fullDraft("attestation", kind: "attestation")),
                through: ["sent", "compliant"], stopsAt: "formalisation")
            let (hand, executor) = try #require(try await world.waiting(stored.id))
            let session = try await desk.session(executor)
            let id = hand.task.id.text
            func back(_ reasons: String) async -> Int {
                isPage
                    ? await desk.call(
                        "POST", "/tasks/\(id)/conclusions/return",
                        bytes: Array(
                            "renew=\(reasons.replacing(" ", with: "+"))".utf8),
                        type: "application/x-www-form-urlencoded", as: session
                    ).status
                    : await desk.call(
                        "POST", "/api/tasks/\(id)/conclusions/return",
                        #"{"reasons":"\#(reasons)"}"#, as: session
                    ).status
            }
            let why = "The file is another than the journal names."
            // While it holds, nothing goes back.
            _ = try await world.platform.takeTask(hand.task.id, by: executor, once: .unkeyed)
            #expect(await back(why) == 409)
            let sound = await desk.call("GET", "/tasks/\(id)", as: session)
            #expect(!sound.text.contains(ConclusionReturnWords.send[.en]))
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_conclusion SET digest = \(String(repeating: "0", count: 64))
                    WHERE case_id = \(stored.id)
                    """)
            }
            for language in Language.allCases {
                let shown = await desk.call(
                    "GET", "/tasks/\(id)", as: session, language: language)
                #expect(shown.text.contains(ConclusionReturnWords.send[language]))
            }
            #expect(await back("no") == 422)
            #expect(await back(why) == (isPage ? 303 : 200))
            #expect(await back(why) == 409)
            let applicant = try await desk.session(world.applicant)
            let seen = try await desk.json(
                "GET", "/api/applications/\(stored.id.text)", as: applicant)
            let event = seen["events"]?.array?.last { $0["event"] == "conclusionReturned" }
            #expect(event != nil && event?["reasons"] == nil)
            #expect(seen["stage"] == "permitControl")
            let (register, _) = try #require(try await world.waiting(stored.id))
            #expect(register.task.work == .register)
            let ended = try await world.carry(stored, through: ["compliant", "granted"])
            #expect(ended.state.standingEnd == "attested")
            // The broken one is none of the signed papers, nor is what it said open.
            let papers = try await world.platform.signedPapers(of: ended)
            #expect(papers.filter { $0.kind == .conclusion }.count == 1)
            #expect(ended.openCompletions.count == ended.state.completions.count - 1)
        }
    }

    @Test(.clause("IS-3.9"), arguments: Engine.allCases)
    func `only who has the task sends it back`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await world.carry(
                try await world.submit(
                    try await world.fullDraft("attestation", kind: "attestation")),
                through: ["sent", "compliant"], stopsAt: "formalisation")
            let (hand, executor) = try #require(try await world.waiting(stored.id))
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_conclusion SET digest = \(String(repeating: "0", count: 64))
                    WHERE case_id = \(stored.id)
                    """)
            }
            func back(_ official: SignedInOfficial) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.returnConclusion(
                        hand.task.id, reasons: CaseworkWorld.reasons, by: official, once: .unkeyed)
                }
            }
            #expect(try await back(executor) == .taskTaken)
            _ = try await world.platform.takeTask(hand.task.id, by: executor, once: .unkeyed)
            #expect(try await back(world.worker(CaseworkWorld.department)) == .notFound)
            #expect(try await back(executor) == nil)
            #expect(try await back(executor) == .taskClosed)
        }
    }
}
