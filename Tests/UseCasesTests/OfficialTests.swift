import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases

/// Who acts as an official (UC-27 6).
struct OfficialTests {
    private static let body = TestPeople.organisation

    private static func person(
        _ test: TestPlatform, _ iin: IIN = TestPeople.verifier, method: SignInMethod = .eds,
        bin: BIN? = body
    ) -> SignedInPerson {
        SignedInPerson(
            iin: iin, displayName: "", session: Identifier(random: .system), method: method,
            bin: bin)
    }

    @Test(arguments: Engine.allCases)
    func `an official acts for the body of table and certificate`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let official = try await test.official(role: .executor)
            #expect(official.roles == [.executor])
            #expect(official.body == Self.body)
            let bySMS = Self.person(test, method: .oneTimePassword, bin: nil)
            #expect(try await refusal { try await test.platform.official(bySMS) } == .edsRequired)
            for bin in [nil, TestPeople.justice] {
                let person = Self.person(test, bin: bin)
                #expect(
                    try await refusal { try await test.platform.official(person) }
                        == .roleNotAllowed)
            }
            let stranger = Self.person(test, TestPeople.stranger)
            #expect(
                try await refusal { try await test.platform.official(stranger) } == .roleNotAllowed)
            await #expect(throws: AdministrativeChange.FileFault.self, "the last one stays") {
                try await test.apply(.disableOfficial(iin: TestPeople.verifier))
            }
            _ = try await test.official(TestPeople.stranger, role: .head)
            try await test.apply(.disableOfficial(iin: TestPeople.verifier))
            #expect(
                try await refusal { try await test.platform.official(Self.person(test)) }
                    == .roleNotAllowed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `several roles stand in one row and unknown words give none`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await test.apply(
                .addOfficial(
                    OfficialDraft(
                        iin: TestPeople.verifier, name: "O", body: Self.body,
                        role: "executor king head")))
            let official = try await test.platform.official(Self.person(test))
            #expect(official.roles == [.executor, .head])
        }
    }

    @Test func `a file with a role that nobody knows is refused`() throws {
        let file: JSON = [
            "iin": .string(TestPeople.verifier.digits), "name": "O",
            "bin": .string(Self.body.digits), "role": "executor king",
        ]
        #expect(throws: AdministrativeChange.FileFault.self) {
            try OfficialDraft(administration: file)
        }
    }
}
