import Casework
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// The paper of a result: prepared, read, signed, or refused because something changed (UC-55).
@Suite(.timeLimit(.minutes(5)))
struct CaseworkSigningTests {
    /// A blasting permit that waits for its signature.
    private func waiting(
        _ world: CaseworkWorld, refusing: Bool = false
    ) async throws -> (hand: TaskInHand, head: SignedInOfficial, cause: StoredCase) {
        let draft = try await world.fullDraft(
            "blasting-permit", kind: "permit", variants: ["surface"])
        let submitted = try await world.submit(draft)
        _ = try await world.carry(
            submitted, through: [refusing ? "refuse" : "granted"], grounds: ["1"],
            stopsBeforeSigning: true)
        let (hand, head) = try #require(try await world.waiting(submitted.id))
        return (hand, head, submitted)
    }

    private func sign(
        _ world: CaseworkWorld, _ hand: TaskInHand, _ head: SignedInOfficial,
        _ name: ResultDraft.Name, _ cms: [UInt8], once: Once = .unkeyed
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.platform.signResult(
                hand.task.id, seen: name, cms: cms, by: head, once: once)
        }
    }

    @Test(.clause("IS-EDS-1", "IS-CAB-1"), arguments: Engine.allCases)
    func `what was read is what is signed, stamped and kept`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, head, cause) = try await waiting(world)
            let draft = try await world.draft(of: hand, as: .head, by: head)
            let again = try await world.draft(of: hand, as: .head, by: head)
            #expect(draft.file == again.file)
            #expect(
                try await refusal { try await world.platform.resultFile(of: cause.id) }
                    == .notFound)
            world.test.clock.now = world.test.clock.now.adding(seconds: 120)
            let cms = try world.sign(draft.content, by: head.person.iin)
            #expect(try await sign(world, hand, head, draft.name, cms) == nil)
            let file = try await world.platform.resultFile(of: cause.id)
            // What was read is in the file, byte for byte, but for the digits of the signature.
            let difference = zip(file, draft.file).enumerated().first { $1.0 != $1.1 }?.offset
            let bracket = try #require(difference) - 1
            #expect(draft.content.starts(with: file.prefix(bracket)))
            #expect(draft.content.reversed().starts(with: file.suffix(300).reversed()))
            #expect(file.count == draft.file.count)
            let report = await world.platform.signatureService.verifyFile(
                file, original: nil, policy: SignaturePolicy(at: world.test.clock.now))
            #expect(report.isValid)
            #expect(report.signatures.first?.timeStamps.map(\.isValid) == [true])
            #expect(report.signatures.first?.signer?.subject.iin == head.person.iin.digits)
            // A changed byte is found.
            for place in [1000, file.count / 2, file.count - 40] {
                var changed = file
                changed[place] ^= 1
                let verdict = await world.platform.signatureService.verifyFile(
                    changed, original: nil, policy: SignaturePolicy(at: world.test.clock.now))
                #expect(!verdict.isValid, "\(place)")
            }
            // The digest of the result that the register shows is printed on the paper.
            let item = try #require(try await world.items(of: hand.stored).first)
            let found = try await world.platform.registerItem(
                item.number, of: item.body, in: item.register,
                on: Day(at: world.test.clock.now))
            #expect(found == item)
            #expect(item.resultDigest == SHA256.hash(draft.statement).bytes.hex)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `an old paper, another one, or one of yesterday is not signed`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, head, cause) = try await waiting(world, refusing: true)
            let draft = try await world.draft(of: hand, as: .head, by: head)
            let cms = try world.sign(draft.content, by: head.person.iin)
            let name = draft.name
            // Another digest, another moment, another capacity.
            var digest = ResultDraft.Name(
                preparedAt: name.preparedAt, digest: String(name.digest.reversed()),
                capacity: .head)
            #expect(try await sign(world, hand, head, digest, cms) == .draftChanged)
            digest = ResultDraft.Name(
                preparedAt: name.preparedAt.adding(seconds: 60), digest: name.digest,
                capacity: .head)
            #expect(try await sign(world, hand, head, digest, cms) == .draftChanged)
            digest = ResultDraft.Name(
                preparedAt: name.preparedAt, digest: name.digest, capacity: .replacement)
            #expect(try await sign(world, hand, head, digest, cms) == .draftChanged)
            // Read too long ago; and prepared before there was anything to sign.
            let now = world.test.clock.now
            world.test.clock.now = now.adding(seconds: ResultDraft.secondsMax)
            #expect(try await sign(world, hand, head, name, cms) == .draftChanged)
            world.test.clock.now = now
            let early = try await world.platform.resultDraft(
                of: hand.stored, as: .head, by: head, at: now.adding(seconds: -600))
            let earlySigned = try world.sign(early.content, by: head.person.iin)
            #expect(
                try await sign(world, hand, head, early.name, earlySigned) == .draftChanged)
            // The signature of another paper under the name of this one.
            #expect(try await sign(world, hand, head, name, earlySigned) == .signatureRefused)
            #expect(try await world.platform.result(of: cause.id) == nil)
            #expect(try await sign(world, hand, head, name, cms) == nil)
            // Replayed: it is done already.
            #expect(try await sign(world, hand, head, name, cms) == .taskClosed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of several heads' clicks at once one signs`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, head, _) = try await waiting(world)
            let draft = try await world.draft(of: hand, as: .head, by: head)
            let cms = try world.sign(draft.content, by: head.person.iin)
            let codes = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await sign(world, hand, head, draft.name, cms) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.allSatisfy { $0 == nil || $0 == .taskClosed })
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `an employee's key signs no application of the organisation`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let nca = world.test.nca
            let stored = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            func submit(_ roles: [CertificateRole]) async throws {
                let key = try nca.issue(
                    TestPeople.holder, bin: TestPeople.organisation, roles: roles)
                _ = try await world.platform.submitApplication(
                    stored.id, channel: stored.definition.channels[0],
                    cms: key.sign(stored.statement, at: world.test.clock.now),
                    by: world.applicant, once: .unkeyed)
            }
            for roles in [[CertificateRole.employee], [.rightToSignFinancial], [.individual]] {
                #expect(
                    try await refusal { try await submit(roles) } == .signatureRefused, "\(roles)")
            }
            // Nothing was submitted meanwhile: who has the right to sign still can.
            try await submit([.organization, .rightToSign])
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `a time-stamp does not save what was revoked before it was handed in`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let nca = world.test.nca
            let stored = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let own = try nca.issue(
                TestPeople.holder, bin: TestPeople.organisation, roles: [.firstHead])
            let stamped = try nca.signStamped(stored.statement, by: own)
            world.test.clock.advance(seconds: 60)
            nca.revoke(own)
            world.test.clock.advance(seconds: 1)
            #expect(
                try await refusal {
                    try await world.platform.submitApplication(
                        stored.id, channel: stored.definition.channels[0], cms: stamped,
                        by: world.applicant, once: .unkeyed)
                } == .signatureRefused)
            let (hand, head, _) = try await waiting(world)
            let draft = try await world.draft(of: hand, as: .head, by: head)
            let heads = try nca.issue(head.person.iin, bin: head.body, roles: [.rightToSign])
            let signed = try nca.signStamped(draft.content, by: heads)
            world.test.clock.advance(seconds: 60)
            nca.revoke(heads)
            world.test.clock.advance(seconds: 1)
            #expect(try await sign(world, hand, head, draft.name, signed) == .signatureRefused)
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `a revoked time-stamping authority stamps nothing, and one nobody vouches for neither`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let nca = world.test.nca
            let (hand, head, cause) = try await waiting(world)
            nca.revoke(nca.stampCertificate)
            world.test.clock.advance(seconds: 1)
            let draft = try await world.draft(of: hand, as: .head, by: head)
            let cms = try world.sign(draft.content, by: head.person.iin)
            #expect(
                try await sign(world, hand, head, draft.name, cms) == .timeStampUnavailable)
            #expect(try await world.platform.result(of: cause.id) == nil)
            nca.change { $0.revoked = [:] }
            #expect(try await sign(world, hand, head, draft.name, cms) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `without a time-stamp, or with a revoked certificate, nothing is signed`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, head, cause) = try await waiting(world)
            let draft = try await world.draft(of: hand, as: .head, by: head)
            let cms = try world.sign(draft.content, by: head.person.iin)
            world.test.nca.change { $0.isStampDown = true }
            #expect(
                try await sign(world, hand, head, draft.name, cms) == .timeStampUnavailable)
            world.test.nca.change { $0.isStampDown = false }
            // Revoked between reading and signing.
            let revoked = try world.test.nca.issue(
                head.person.iin, bin: head.body, roles: [.rightToSign])
            let late = try revoked.sign(draft.content, at: world.test.clock.now)
            world.test.nca.revoke(revoked)
            #expect(try await sign(world, hand, head, draft.name, late) == .signatureRefused)
            #expect(try await world.platform.result(of: cause.id) == nil)
            #expect(try await sign(world, hand, head, draft.name, cms) == nil)
        }
    }

    @Test(.clause("IS-CAB-1"), arguments: Engine.allCases)
    func `no entry tells of a decision before it is signed`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let stored = try await world.submit(draft)
            _ = try await world.carry(
                stored, through: ["refuse"], grounds: ["1"], stopsBeforeSigning: true)
            let leaves = try await world.test.store.read { transaction in
                try transaction.rows(
                    "SELECT leaf FROM journal_entry WHERE kind = 'caseStageEnded'"
                ).map { String(decoding: try $0.bytes(0), as: UTF8.self) }
            }
            #expect(leaves.count == 1)
            // What the entry could say is known, so that a plain digest would confirm a guess.
            let read = try await world.platform.application(stored.id, for: world.applicant)
            for recorded in read.events {
                let digest = SHA256.hash(Array(recorded.event.json.text.utf8)).bytes.hex
                let row = try await world.test.store.read { transaction in
                    try transaction.firstRow(
                        """
                        SELECT e.leaf, p.fields FROM journal_entry e
                        JOIN journal_personal p ON p.entry_id = e.id WHERE e.id = \(recorded.entry)
                        """)
                }
                let kept = try #require(row)
                let leaf = String(decoding: try kept.bytes(0), as: UTF8.self)
                #expect(!leaf.contains(digest), "\(recorded.event.name)")
                // Whoever runs the installation can check it; the person gets neither it nor its key.
                let fields = try JSON.parse(Array(try kept.text(1).utf8))
                #expect(fields["eventDigest"] == .string(digest))
                let own = OwnFields.members(of: fields, for: read.openedBy).map(\.name)
                #expect(own.contains("subject") && !own.contains("eventDigest"))
            }
            for leaf in leaves {
                #expect(leaf.contains("eventDigest"))
                for word in ["refuse", "outcome", "ground"] { #expect(!leaf.contains(word)) }
            }
        }
    }
}
