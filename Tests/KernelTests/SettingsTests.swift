import Kernel
import Testing

struct SettingsTests {
    private static let words = LocalizedText(kk: "мерзім", ru: "срок", en: "life")
    private let life = Setting(
        "share.life", "Q-1", of: .digitalDocuments, clause: "DD-15", sandbox: 180, within: 30...600,
        words)
    private let tries = Setting(
        "password.tries", "Q-2", of: .accessControl, sandbox: 5, within: 1...5, shipped: true,
        words)
    private let name = Setting(
        "operator.name", "Q-3", of: .installation, sandbox: "Nobody", isPublic: false,
        expects: "a text", words
    ) { !$0.isEmpty }

    private func settings(sandbox: Bool) -> Settings {
        Settings([life.declaration, tries.declaration, name.declaration], isSandbox: sandbox)
    }

    @Test func `the sandbox assumes what nobody entered, and says so`() throws {
        let settings = settings(sandbox: true)
        #expect(try settings[life] == 180)
        #expect(settings.origin(of: life.declaration) == .assumed)
        #expect(settings.origin(of: tries.declaration) == .shipped)
        #expect(settings.missing.isEmpty)
        for service in OfferedService.allCases { try settings.checkOpen(service) }
    }

    @Test func `production has no value that nobody entered`() {
        let settings = settings(sandbox: false)
        #expect(throws: Refusal.self) { try settings[life] }
        #expect(settings.missing.map(\.key) == ["share.life", "operator.name"])
        #expect(settings.json(of: life.declaration) == nil)
        #expect(settings.shipped(tries) == 5)
    }

    @Test func `a service is closed by its own keys and by those of the installation`() throws {
        var settings = settings(sandbox: false)
        func closed(_ service: OfferedService) -> Refusal? {
            do throws(Refusal) {
                try settings.checkOpen(service)
                return nil
            } catch {
                return error
            }
        }
        let refusal = try #require(closed(.digitalDocuments))
        #expect(refusal.code == .serviceClosed)
        #expect(refusal.detail?.en.contains("life (share.life)") == true)
        #expect(refusal.detail?.en.contains("operator.name") == true)
        // Closed by the installation's key alone.
        #expect(closed(.accessControl)?.detail?.en.contains("share.life") == false)

        #expect(settings.enter(["operator.name": "Ministry"]).isEmpty)
        #expect(closed(.accessControl) == nil)
        #expect(closed(.digitalDocuments)?.clause == "DD-15")
        #expect(settings.enter(["share.life": 60]).isEmpty)
        #expect(closed(.digitalDocuments) == nil)
        #expect(try settings[life] == 60)
        #expect(settings.origin(of: life.declaration) == .entered)
    }

    @Test(
        arguments: [
            (["share.life": 29], "share.life"), (["share.life": 601], "share.life"),
            (["share.life": "60"], "share.life"), (["share.lief": 60], "share.lief"),
            (["operator.name": ""], "operator.name"), ([1], "settings"),
        ] as [(JSON, String)])
    func `what cannot be taken is named, and changes nothing`(_ file: JSON, _ key: String) throws {
        var settings = settings(sandbox: true)
        let faults = settings.enter(file)
        #expect(faults.map(\.key) == [key])
        #expect(try settings[life] == 180)
        #expect(settings.entered(name) == nil)
    }

    @Test func `every fault is named at once, and what is right is taken`() throws {
        var settings = settings(sandbox: false)
        let faults = settings.enter(["share.life": 90, "password.tries": 9, "other": true])
        #expect(Set(faults.map(\.key)) == ["password.tries", "other"])
        #expect(try settings[life] == 90)
    }

    @Test func `values come back as they would stand in the file`() throws {
        let days = try #require(NamedDays(setting: ["276/НҚ": "2025-05-30"]))
        #expect(days.setting == ["276/НҚ": "2025-05-30"])
        #expect(NamedDays(setting: ["276/НҚ": "2025-02-30"]) == nil)
        #expect([Int64](setting: [1, 2])?.setting == [1, 2])
        #expect([Int64](setting: [1, "2"]) == nil)
        #expect(Day(setting: "2025-05-30")?.setting == "2025-05-30")
        #expect(Bool(setting: true)?.setting == true)
    }
}
