import Casework
import HTTPServer
import Kernel
import UseCases
import Web

/// Signs statements of cases with the sandbox key of whoever is in the session.
extension SandboxControls {
    /// `POST /sandbox/cases/{id}/submit`: signs an application and submits it.
    func postSandboxSubmission(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/cases/{id}/submit",
            summary: "Sign an application with a sandbox key and submit it",
            access: .person(on: "an application of one's organisation, or one's own"),
            body: .form([.init(name: "channel", lengthMax: 64)]), answers: [.goOn],
            problems: [
                .notFound, .edsRequired, .caseNotInState, .formOutdated, .applicationIncomplete,
                .signatureRefused, .revocationUnknown, .serviceClosed, .feeNotEvidenced,
                .registerUnavailable, .registerAnswerInvalid,
            ], isPage: true, isSandboxOnly: true
        ) { call in
            let id: Identifier<StoredCase> = try call.identifier("id")
            let stored = try await call.platform.application(id, for: call.caller)
            let cms = try await sign(stored.statement, as: call.caller, nca)
            _ = try await call.platform.submitApplication(
                id, channel: call.form["channel"] ?? "", cms: cms, by: call.caller, once: call.once)
            return .seeOther("/cases/\(id.text)")
        }
    }

    /// `POST /sandbox/cases/{id}/appeal`: signs the prepared appeal and lodges it.
    func postSandboxAppeal(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/cases/{id}/appeal",
            summary: "Sign an appeal with a sandbox key and lodge it",
            access: .person(on: "an application of one's organisation, or one's own"),
            answers: [.goOn],
            problems: [
                .notFound, .edsRequired, .roleNotAllowed, .caseNotInState, .signatureRefused,
                .revocationUnknown,
            ], isPage: true, isSandboxOnly: true
        ) { call in
            let id: Identifier<StoredCase> = try call.identifier("id")
            let stored = try await call.platform.application(id, for: call.caller)
            guard let draft = try await call.platform.appealDraft(of: stored) else {
                throw Refusal(.notFound)
            }
            let cms = try await sign(draft.statement, as: call.caller, nca)
            _ = try await call.platform.lodgeAppeal(
                against: id, cms: cms, by: call.caller, once: call.once)
            return .seeOther("/cases/\(id.text)")
        }
    }

    /// `POST /sandbox/tasks/{id}/sign`: signs a result.
    func postSandboxResult(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/tasks/{id}/sign", summary: "Sign a result with a sandbox key",
            access: .official(on: "a task of one's posts at one's body"),
            body: .form([
                .init(name: "capacity", lengthMax: 32), .init(name: "preparedAt", lengthMax: 40),
                .init(name: "digest", lengthMax: 64),
            ]), answers: [.goOn],
            problems: [
                .notFound, .roleNotAllowed, .taskClosed, .caseNotInState, .draftChanged,
                .signatureRefused, .revocationUnknown, .timeStampUnavailable,
                .courtRestriction, .feeNotEvidenced, .registerUnavailable, .registerAnswerInvalid,
            ], isPage: true, isSandboxOnly: true
        ) { call in
            let id: Identifier<CaseTask> = try call.identifier("id")
            let seen = ResultDraft.Name(
                capacity: call.form["capacity"] ?? "", preparedAt: call.form["preparedAt"] ?? "",
                digest: call.form["digest"] ?? "")
            let hand = try await call.platform.task(id, for: call.caller)
            let draft = try await call.platform.resultDraft(
                of: hand.stored, as: seen.capacity, by: call.caller, at: seen.preparedAt)
            let cms = try await sign(draft.content, as: call.caller.person, nca)
            _ = try await call.platform.signResult(
                id, seen: seen, cms: cms, by: call.caller, once: call.once)
            return .seeOther("/tasks?done=1")
        }
    }

    /// `POST /sandbox/tasks/{id}/conclusion`: signs a conclusion.
    func postSandboxConclusion(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/tasks/{id}/conclusion",
            summary: "Sign a conclusion with a sandbox key",
            access: .official(on: "a permit control that one has taken, at one's department"),
            body: .form([.init(name: "digest", lengthMax: 64)]), answers: [.goOn],
            problems: [
                .notFound, .taskTaken, .taskClosed, .caseNotInState, .draftChanged,
                .signatureRefused, .revocationUnknown, .timeStampUnavailable,
                .courtRestriction, .feeNotEvidenced, .registerUnavailable, .registerAnswerInvalid,
            ], isPage: true, isSandboxOnly: true
        ) { call in
            let id: Identifier<CaseTask> = try call.identifier("id")
            let hand = try await call.platform.task(id, for: call.caller)
            let draft = try await call.platform.conclusionDraft(of: hand, by: call.caller)
            let cms = try await sign(draft?.content ?? [], as: call.caller.person, nca)
            _ = try await call.platform.signConclusion(
                id, seen: call.form["digest"] ?? "", cms: cms, by: call.caller, once: call.once)
            return .seeOther("/tasks?done=1")
        }
    }

    /// `POST /sandbox/signing`: signs several papers that were read.
    func postSandboxSigning(_ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/signing", summary: "Sign papers that were read with a sandbox key",
            access: .official(on: "tasks of signing at one's body, as its head"),
            body: .form(
                (0..<SigningRound.papersMax).map { .init(name: "paper\($0)", lengthMax: 200) }),
            answers: [.goOn], problems: [.notFound, .roleNotAllowed, .invalidField],
            isPage: true, isSandboxOnly: true
        ) { call in
            var papers: [SigningRound.Paper] = []
            for place in 0..<SigningRound.papersMax {
                guard
                    let paper = SigningRound.Paper(
                        hidden: call.form["paper\(place)"] ?? "", cms: [])
                else { continue }
                let hand = try await call.platform.task(paper.task, for: call.caller)
                let draft = try? await call.platform.resultDraft(
                    of: hand.stored, as: paper.seen.capacity, by: call.caller,
                    at: paper.seen.preparedAt)
                let cms = try await sign(draft?.content ?? [], as: call.caller.person, nca)
                papers.append(SigningRound.Paper(task: paper.task, seen: paper.seen, cms: cms))
            }
            let round = try await call.platform.signResults(
                papers, by: call.caller, once: call.once)
            return .seeOther("/signing/\(round.id.text)")
        }
    }

    private func sign(
        _ statement: [UInt8], as person: SignedInPerson, _ nca: SandboxNCA
    ) async throws -> [UInt8] {
        let kind: NCAHolderKind = person.bin == nil ? .individual : .rightToSign
        let known = world.officials.first {
            $0.person.iin == person.iin && $0.body.bin == person.bin
        }
        let order = try order(
            .object(
                present: ("iin", .string(person.iin.digits)),
                ("bin", person.bin.map { .string($0.digits) }),
                ("kind", .string((known?.certificate ?? kind).rawValue))))
        return try nca.sign(statement, with: try await nca.certificate(for: order))
    }
}
