import Casework
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// How often a draft is changed, what is sent after the submission, and how long an event is (UC-42
/// 2c, UC-62 4b).
@Suite(.timeLimit(.minutes(5)))
struct LaterFileTests {
    @Test(.clause("IS-5A.9-v1"), arguments: Engine.allCases)
    func `of a field that is named more than once the last value counts`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let opened = try await world.platform.openApplication(
                service: "blasting-permit", kind: "permit", variants: ["surface"],
                by: world.applicant, once: .unkeyed)
            let field = try #require(opened.definition.fields.first).code
            let values = (1...100).map { (code: field, value: "\($0)") }
            let filled = try await world.platform.fillApplication(
                opened.id, fields: values, by: world.applicant, once: .unkeyed)
            #expect(filled.events.count == 2 && filled.state.content.fields[field] == "100")
            // Back to what it was within one request: nothing has changed.
            let same = try await world.platform.fillApplication(
                opened.id, fields: [(field, "1"), (field, "100")], by: world.applicant,
                once: .unkeyed)
            #expect(same.events.count == 2)
        }
    }

    @Test(.clause("IS-5A.9-v1"), arguments: Engine.allCases)
    func `a draft is changed a thousand times, and then submitted or discarded`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            var stored = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let fields = stored.definition.fields.map(\.code)
            func fill(_ code: String, _ value: String) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.fillApplication(
                        stored.id, fields: [(code, value)], by: world.applicant, once: .unkeyed)
                }
            }
            let place = try #require(stored.definition.fields.first { $0.content == .place })
            // As a program that never tires would; behind the platform, since it takes a while.
            let (id, first) = (stored.id, stored.events.count)
            let (now, person) = (world.test.clock.now, world.applicant.iin)
            try await world.test.store.write { transaction in
                for number in (first + 1)...ApplicationLimits.draftEventsMax {
                    let event = CaseEvent.filled(
                        field: place.code, value: number % 2 == 0 ? "710000000" : "750000000")
                    let entry = try platform.journal.append(
                        .applicationChanged, at: now,
                        facts: ["case": .string(id.text)], subject: person,
                        in: transaction)
                    try transaction.execute(
                        """
                        INSERT INTO casework_event (case_id, number, event, at, entry_id)
                        VALUES (\(id), \(Int64(number)), \(event.json.text),
                            \(now), \(entry))
                        """)
                }
            }
            stored = try await platform.application(id, for: world.applicant)
            #expect(stored.events.count == ApplicationLimits.draftEventsMax)
            // A list reads what was begun and no more.
            let list = try await platform.applications(
                of: world.applicant, page: PageRequest(limit: 10, cursor: nil))
            #expect(list.items.map(\.id) == [id] && list.items.map(\.events.count) == [1])
            #expect(list.items.allSatisfy { $0.state.phase == .draft })
            #expect(try await fill(fields[0], "another") == .applicationLimit)
            #expect(
                try await refusal {
                    try await platform.detachFile(
                        stored.state.digests.keys.first ?? "", from: id, by: world.applicant,
                        once: .unkeyed)
                } == .applicationLimit)
            // What changes nothing is no event.
            #expect(
                try await fill(place.code, stored.state.content.fields[place.code] ?? "") == nil)
            let submitted = try await world.submit(stored)
            #expect(submitted.state.stage != nil)
            let withdrawn = try await platform.withdrawApplication(
                id, by: world.applicant, once: .unkeyed)
            #expect(withdrawn.state.phase.name == "withdrawn")
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `who has used up the bytes of the application is heard with files of their own`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let options = [OptionPeriod.since2026("hearing")]
        try await CaseworkWorld.run(on: engine, at: start, options: options) { world in
            let platform = world.platform
            let stored = try await world.carry(
                try await world.submit(
                    world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"])),
                through: ["refuse"], grounds: ["1"], stopsAt: "hearing")
            func object(_ file: [UInt8]?) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.object(
                        file == nil ? "Words need no bytes." : "", file: file, to: stored.id,
                        by: world.applicant, once: .unkeyed)
                }
            }
            let large = [UInt8](repeating: 0, count: FileKind.bytesMax)
            let (id, now) = (stored.id, world.test.clock.now)
            try await world.test.store.write { transaction in
                for number in 0..<5 {
                    let digest = String(repeating: "\(number)", count: 64)
                    try transaction.execute(
                        """
                        INSERT INTO casework_file (case_id, digest, content_type, content, at)
                        VALUES (\(id), \(digest), 'application/pdf', \(large), \(now))
                        """)
                }
            }
            let files = (0..<6).map { CaseworkWorld.file + Array("% \($0)\n".utf8) }
            for file in files.prefix(5) { #expect(try await object(file) == nil) }
            // Five of the largest that are taken: not a byte is left for another.
            try await world.test.store.write { transaction in
                try transaction.execute(
                    "UPDATE casework_file SET content = \(large) WHERE case_id = \(id)")
            }
            #expect(try await object(files[5]) == .applicationLimit)
            // A file of the application, sent again, takes no more; nor do words.
            #expect(try await object(CaseworkWorld.file) == nil)
            #expect(try await object(nil) == nil)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `words that no entry holds are told so, and change nothing`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (hand, clerk) = try #require(try await world.taken(submitted))
            func refuse(_ reasons: String) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.completeTask(
                        hand.task.id,
                        TaskAnswer(outcome: "refuse", grounds: ["1"], reasons: reasons),
                        by: clerk, once: .unkeyed)
                }
            }
            // A quotation mark is written as two signs.
            #expect(
                try await refuse(String(repeating: "\"", count: 10_000)) == .invalidField)
            let kept = try await world.platform.application(submitted.id, for: world.applicant)
            #expect(kept.state.completions.isEmpty)
            #expect(try await refuse(String(repeating: "\"", count: 8_000)) == nil)
        }
    }

    @Test(.clause("IS-2.A3"))
    func `forty examinees leave room for reasons`() {
        let results = (0..<Platform.examineesMax).map { number in
            ExamineeResult(
                name: String(repeating: "ы", count: 97) + " \(number)",
                position: String(repeating: "ы", count: 100),
                education: String(repeating: "ы", count: 100), outcome: .failed)
        }
        let length = results.map { $0.json.text.unicodeScalars.count + 1 }.reduce(0, +)
        // Of 20,000 characters; who writes more than is left is told, as above.
        #expect(length < 16_000, "\(length)")
    }
}
