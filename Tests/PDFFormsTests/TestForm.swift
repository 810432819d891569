import Casework
import Foundation
import Kernel
import QyzmetTesting
import Testing

/// Forms to print.
enum TestForm {
    static func make(
        _ kind: ResultForm.Kind, people: Int = 3,
        signatory: String = "Әбдіқадыров Ғалымжан Һ.",
        link: String = "http://127.0.0.1:8080/registers/blasting-permits/671240002142/2026-14"
    ) throws -> ResultForm {
        let appeal = LocalizedText(
            kk: "Шағым Әкімшілік рәсімдік-процестік кодекске сәйкес беріледі.",
            ru: "Жалоба подаётся по Административному процедурно-процессуальному кодексу.",
            en: "An appeal lies.")
        var facts = ResultFacts(
            body: Bilingual(
                kk: "Өнеркәсіптік қауіпсіздік комитетінің Астана қаласы департаменті",
                ru: "Департамент Комитета промышленной безопасности по городу Астане"),
            city: Bilingual(kk: "Астана қаласы", ru: "город Астана"),
            issuedOn: try #require(Day("2026-11-27")), number: "2026-14",
            receivedOn: try #require(Day("2026-11-23")), receivedNumber: "2026-14",
            recipient: "«Ақжал кен басқармасы» ЖШС",
            address: Bilingual(kk: "Астана қаласы", ru: "город Астана"),
            service: Bilingual(
                kk: "Жарылыс жұмыстарын жүргізуге рұқсат беру",
                ru: "Выдача разрешения на производство взрывных работ"),
            asked: Bilingual(kk: "Рұқсат алу", ru: "Получение разрешения"),
            ending: Bilingual(kk: "Рұқсат", ru: "Разрешение"), clause: "IS-A3.5",
            law: FormLaw(citations: [:], places: [:], wordings: [:]),
            refusal: kind == .refusalLetter
                ? RefusalStatement(
                    grounds: [],
                    reasons: "Сейсмикалық әсердің есебі ұсынылмаған, қауіпті аймақ белгісіз.",
                    appeal: appeal) : nil,
            capacity: .head, signatory: signatory)
        let outcomes = ExamineeResult.Outcome.allCases
        facts.examinees = (1...people).map { number in
            ExamineeResult(
                name: "Тұлға \(number)", position: "шебер", education: "жоғары",
                outcome: outcomes[number % outcomes.count])
        }
        facts.validUntil = Day("2027-11-27")
        return ResultForm(
            kind, facts,
            footing: ResultForm.Footing(
                link: link,
                meaning: Bilingual(kk: "Ашық тізілімдегі жазба", ru: "Запись в открытом реестре"),
                digest: String(repeating: "0123456789abcdef", count: 4),
                preparedAt: Instant(seconds: 1_795_771_800)))
    }
}

/// A folder in which other programs look at a file.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "forms-" + UUID().uuidString

    init() {
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// What a program prints; `FILE` among its options is the file.
    func run(_ program: String, _ options: [String], on file: [UInt8]) async throws -> String {
        let name = path + "/form.pdf"
        try Data(file).write(to: URL(fileURLWithPath: name))
        let process = try ChildProcess(
            program, options.map { $0 == "FILE" ? name : $0 },
            environment: ["PATH": "/usr/bin:/bin", "HOME": path], files: path + "/peer")
        _ = try await process.end(within: .seconds(300))
        return process.output + process.errors
    }
}
