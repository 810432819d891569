import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Store
import Testing
import UseCases

/// A case keeps the version of its service under which it was submitted (UC-61).
@Suite(.timeLimit(.minutes(5)))
struct ServiceVersionTests {
    /// The services with some words of the blasting permit's file exchanged.
    private func library(_ words: [(String, String)]) throws -> CaseworkLibrary {
        try CaseworkLibrary(
            files: Regulations.services.map { file in
                var text = String(decoding: file, as: UTF8.self)
                guard text.contains("\"service\": \"blasting-permit\"") else { return file }
                for (old, new) in words { text.replace("\"\(old)\"", with: "\"\(new)\"") }
                return Array(text.utf8)
            })
    }

    private func draft(_ world: CaseworkWorld) async throws -> StoredCase {
        try await world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"])
    }

    @Test(.clause("IS-O.4-c"), arguments: Engine.allCases)
    func `a stage that is renamed breaks no case that is in it`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { old in
            let stored = try await old.submit(try await draft(old))
            let (hand, official) = try #require(try await old.taken(stored))
            let node = try old.test.node(casework: try library([("review", "consideration")]))
            let new = old.moved(to: node.platform)
            let seen = try await node.platform.task(hand.task.id, for: official)
            #expect(seen.stored.state.stage == "review")
            #expect(seen.stored.version == stored.version && stored.version != nil)
            #expect(seen.stored.state.submission?.definition == stored.version)
            #expect(seen.stored.definition.stage("consideration") == nil)
            let page = PageRequest(limit: 50, cursor: nil)
            let line = try await node.platform.inbox(of: official, page: page).items.first
            #expect(line?.service.stage("review") != nil)
            // What comes now has the new stage; both go to their ends side by side.
            let later = try await new.submit(try await draft(new))
            #expect(later.state.stage == "consideration" && later.version != stored.version)
            for case_ in [stored, later] {
                let ended = try await new.carry(case_, through: ["granted"])
                #expect(ended.state.phase.end == "permitted")
                #expect(ended.version == case_.version)
            }
            // The old version can be read, byte for byte; what nobody used cannot.
            let name = try #require(stored.version)
            let file = try await node.platform.serviceVersion("blasting-permit", name)
            #expect(file.digest == name && Regulations.services.contains(file.bytes))
            let other = try await refusal {
                try await node.platform.serviceVersion("attestation", name)
            }
            #expect(other == .notFound)
            // A node that still has the old files reads the new case all the same.
            let kept = try await old.platform.application(later.id, for: old.applicant)
            #expect(kept.state.completions.map(\.stage) == ["consideration"])
            withExtendedLifetime(node) {}
        }
    }

    @Test(.clause("IS-O.4-c"), arguments: Engine.allCases)
    func `a case from before versions is bound once to the one of its day`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { old in
            let first = try await old.submit(try await draft(old))
            let broken = try await old.submit(try await draft(old))
            let open = try await draft(old)
            let version = try #require(first.version)
            // So they stood: neither the row nor the submission names a version.
            try await old.test.store.write { transaction in
                try transaction.execute("UPDATE casework_case SET definition = NULL")
                try transaction.execute(
                    """
                    UPDATE casework_event SET event = replace(event,
                        \(#","definition":"\#(version)""#), '')
                    """)
                try transaction.execute(
                    """
                    UPDATE casework_event SET event = '{}'
                    WHERE case_id = \(broken.id) AND number = 1
                    """)
            }
            // A later release: the installed file cannot read the case, the kept one can.
            let node = try old.test.node(casework: try library([("surface", "open-air")]))
            let round = try await node.platform.bindVersions()
            #expect(round.changed == 1 && round.broken == [broken.id])
            let bound = try await node.platform.application(first.id, for: old.applicant)
            #expect(bound.version == version && bound.state.boundVersion == version)
            #expect(bound.state.submission?.definition == nil)
            #expect(bound.events.last?.event.name == "bound")
            let again = try await node.platform.bindVersions()
            #expect(again.changed == 0 && again.broken == [broken.id])
            let still = try await old.platform.application(open.id, for: old.applicant)
            #expect(still.state.phase == .draft && still.state.boundVersion == nil)
            withExtendedLifetime(node) {}
        }
    }

    @Test(arguments: Engine.allCases)
    func `a draft is filled although no case names the installed file yet`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await draft(world)
            // So it stands where the draft is older than the versions, or the file is new.
            try await world.test.store.write { transaction in
                try transaction.execute("UPDATE casework_case SET definition = NULL")
                try transaction.execute("DELETE FROM service_version")
            }
            let place = try #require(stored.definition.fields.first)
            let filled = try await world.platform.fillApplication(
                stored.id, fields: [(code: place.code, value: "750000000")],
                by: world.applicant, once: .unkeyed)
            #expect(filled.state.content.fields[place.code] == "750000000")
            #expect(try await world.submit(filled).submittedAt != nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a draft is judged by the version in use, and one that does not fit it begins anew`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { old in
            let fits = try await draft(old)
            let node = try old.test.node(casework: try library([("review", "consideration")]))
            let new = old.moved(to: node.platform)
            let submitted = try await new.submit(
                try await node.platform.application(fits.id, for: new.applicant))
            #expect(submitted.state.stage == "consideration" && submitted.version != fits.version)
            let misfit = try await draft(old)
            let renamed = try library([("calculations", "estimates")])
            let third = try old.test.node(casework: renamed)
            let shown = try await third.platform.application(misfit.id, for: old.applicant)
            #expect(shown.version == misfit.version && shown.state.phase == .draft)
            let refused = try await refusal {
                try await old.moved(to: third.platform).submit(shown)
            }
            #expect(refused == .formOutdated)
            let kept = try await old.platform.application(misfit.id, for: old.applicant)
            #expect(kept.state.phase == .draft)
            withExtendedLifetime((node, third)) {}
        }
    }

    @Test(.clause("IS-O.4-c"), arguments: Engine.allCases)
    func `a draft of another form is refused with what changed, and taken once it is kept again`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { old in
            let filled = try await draft(old)
            // The new form no longer asks what the works are for, and asks something else.
            let changed = try CaseworkLibrary.changing("blasting-permit") { members in
                members.map { member in
                    guard member.name == "fields", let fields = member.value.array else {
                        return member
                    }
                    let note: JSON = [
                        "code": "note", "content": "text", "clause": "IS-1.6",
                        "title": ["kk": "Ескертпе", "ru": "Примечание", "en": "Note"],
                    ]
                    return JSON.Member("fields", .array(fields + [note]))
                }
            }
            let node = try old.test.node(casework: changed)
            let new = old.moved(to: node.platform)
            let shown = try await node.platform.application(filled.id, for: old.applicant)
            let changes = try await node.platform.formChanges(of: shown)
            #expect(!changes.isMisfit)
            #expect(changes.lines.map(\.code) == ["note"])
            #expect(changes.lines.map(\.change) == [.added])
            let refused = await #expect(throws: Refusal.self) { try await new.submit(shown) }
            #expect(refused?.code == .formOutdated && refused?.clause == "IS-O.4-c")
            let words: [Language: String] = [
                .kk: "Қосылды: Ескертпе", .ru: "Добавлено: Примечание", .en: "Added: Note",
            ]
            for (language, word) in words {
                #expect(refused?.detail?[language].contains(word) == true)
            }
            // The form is looked over and kept: what is missing is found as ever.
            let kept = try await node.platform.fillApplication(
                filled.id, fields: [], by: old.applicant, once: .unkeyed)
            #expect(try await node.platform.formChanges(of: kept).lines.isEmpty)
            #expect(try await refusal { try await new.submit(kept) } == .applicationIncomplete)
            let whole = try await node.platform.fillApplication(
                filled.id, fields: [(code: "note", value: "none")], by: old.applicant,
                once: .unkeyed)
            #expect(try await new.submit(whole).submittedAt != nil)
            withExtendedLifetime(node) {}
        }
    }

    @Test(arguments: Engine.allCases)
    func `a case kept before versions were is read by the service as it is`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await world.submit(try await draft(world))
            try await world.test.store.write { transaction in
                try transaction.execute(
                    "UPDATE casework_case SET definition = NULL WHERE id = \(stored.id)")
            }
            let ended = try await world.carry(stored, through: ["granted"])
            #expect(ended.version == nil && ended.state.phase.end == "permitted")
        }
    }
}
