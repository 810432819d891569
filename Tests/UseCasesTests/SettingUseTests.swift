import DigitalDocuments
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases

/// What the operator decides holds where it is used.
struct SettingUseTests {
    private func entered(_ file: JSON, sandbox: Bool = true) -> Settings {
        var settings = Settings(OpenPoints.all, isSandbox: sandbox)
        #expect(settings.enter(file).isEmpty)
        return settings
    }

    @Test(.clause("DD-15a"), arguments: Engine.allCases)
    func `open access keeps to the limits of the installation`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node {
                $0.settings = entered([
                    "share.lifetimeSecondsDefault": 60, "share.lifetimeSecondsMax": 120,
                    "share.viewsMax": 2,
                ])
            }
            let person = test.person(TestPeople.holder)
            let document = try #require(
                try await test.platform.documents(of: person).documents.first {
                    $0.childName == nil
                }
            ).id
            func open(_ seconds: Int64?, _ views: Int64?) async throws -> Share {
                try await node.platform.openAccess(
                    to: document, lifetimeSeconds: seconds, views: views, by: person,
                    once: .unkeyed
                ).share
            }
            let share = try await open(nil, nil)
            #expect(share.expiresAt == test.clock.now.adding(seconds: 60))
            #expect(share.viewsMax == 1)
            #expect(try await open(120, 2).viewsMax == 2)
            for (seconds, views) in [(121, 1), (60, 3)] as [(Int64, Int64)] {
                let refusal = await #expect(throws: Refusal.self) {
                    _ = try await open(seconds, views)
                }
                #expect(refusal?.code == .invalidField)
                #expect(refusal?.clause == "DD-15")
            }
        }
    }

    @Test(.clause("DD-14a"), arguments: Engine.allCases)
    func `a representative shares a child's document only where that is allowed`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node { $0.settings = entered(["guardian.mayShare": false]) }
            let parent = test.person(TestPeople.holder)
            let child = try #require(
                try await test.platform.documents(of: parent).documents.first {
                    $0.childName != nil
                })
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await node.platform.openAccess(to: child.id, by: parent, once: .unkeyed)
            }
            #expect(refusal?.code == .roleNotAllowed)
            #expect(refusal?.clause == "DD-14")
            _ = try await test.platform.openAccess(to: child.id, by: parent, once: .unkeyed)
        }
    }

    @Test(.clause("KDP-7.1a"))
    func `in production nothing is asked before the waiting time is set`() async throws {
        let settings = entered([:], sandbox: false)
        #expect(throws: Refusal.self) { try settings[OpenPoints.accessRequestWait] }
        #expect(throws: Refusal.self) { try ShareLimits(settings) }
        #expect(settings.missing.count > 15)
    }

    @Test func `a file with every key opens every service`() throws {
        let sandbox = Settings(OpenPoints.all, isSandbox: true)
        let members = OpenPoints.all.compactMap { setting in
            sandbox.json(of: setting).map { JSON.Member(setting.key, $0) }
        }
        let settings = entered(.object(members), sandbox: false)
        #expect(settings.missing.isEmpty)
        for service in OfferedService.allCases { try settings.checkOpen(service) }
    }

    @Test(arguments: [
        #"[{"from": "2026-01-01", "years": 0}]"#, "[]", #"[{"years": 5}]"#,
        #"[{"from": "2027-01-01", "years": 5}, {"from": "2026-01-01", "years": 3}]"#,
    ])
    func `terms out of order, empty or without a day are not taken`(_ text: String) throws {
        var settings = Settings(OpenPoints.all, isSandbox: false)
        let faults = settings.enter(["retention.viewMarks": try JSON.parse(Array(text.utf8))])
        #expect(faults.map(\.key) == ["retention.viewMarks"])
    }
}
