import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Papers cite the law, and say rights and grounds in its words (UC-91).
@Suite(.timeLimit(.minutes(10)))
struct PaperCitationTests {
    @Test(.clause("IS-REF-1", "IS-A3.9", "IS-LNG-1"), arguments: Engine.allCases)
    func `a refusal says the ground in the words of the list, and where it stands`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await world.submit(
                try await world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (hand, official) = try #require(try await world.taken(stored))
            _ = try await world.platform.judgeApplication(
                hand.task.id, [(.document, "calculations", CaseworkWorld.reasons)],
                by: official, once: .unkeyed)
            let refuse = TaskAnswer(
                outcome: "refuse", grounds: ["3"], reasons: CaseworkWorld.reasons)
            _ = try await world.platform.completeTask(
                hand.task.id, refuse, by: official, once: .unkeyed)
            let ended = try await world.carry(stored, through: [])
            let paper = try await paperWords(world.platform.resultFile(of: ended.id))
            for words in [
                "не соответствуют требованиям Правил обеспечения промышленной безопасности для "
                    + "опасных производственных объектов",
                "приказ от 30.12.2014 № 350, рег. № 10273), приложение 2, строка 9, "
                    + "подпункт 3) (IS-A3.9.3);",
                "30.12.2014 № 350 бұйрық, тіркеу № 10273), 2-қосымша, 9-жол, 3) тармақша",
                "пункт 6, подпункт 2) (IS-1.6.2): " + CaseworkWorld.reasons,
            ] {
                #expect(paper.contains(words), "\(words)\n\(paper)")
            }
            // The tag follows the citation and stands nowhere else: once in each language.
            #expect(paper.split(separator: "IS-A3.9.3").count == 3)
        }
    }

    @Test(.clause("IS-3.2", "IS-3.9"), arguments: Engine.allCases)
    func `the attested right is stated whole, and the conclusion says on what it rests`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft(
                "attestation", kind: "attestation", fields: ["workKind": "lifts"])
            let way = try #require(CaseWay.all(of: draft.definition, refusing: false).first)
            let ended = try await world.carry(
                try await world.submit(draft), through: way.outcomes)
            let paper = try await paperWords(world.platform.resultFile(of: ended.id))
            for words in [
                "Монтаж, техническое обслуживание, техническое диагностирование, техническое "
                    + "освидетельствование и ремонт лифтов, эскалаторов, траволаторов и "
                    + "подъёмников для лиц с инвалидностью",
                "приказ от 06.04.2020 № 186, рег. № 20340), пункт 9, абзац 3 (IS-3.9.3)",
            ] {
                #expect(paper.contains(words), "\(words)\n\(paper)")
            }
            let conclusion = try #require(
                try await world.platform.conclusions(of: ended).first?.file)
            let text = try await paperWords(conclusion)
            #expect(text.contains("рег. № 20340), пункт 9, абзац 2 (IS-3.9.2)"), "\(text)")
            #expect(text.contains("тіркеу № 20340), 9-тармақ, 2-абзац"), "\(text)")
        }
    }
}
