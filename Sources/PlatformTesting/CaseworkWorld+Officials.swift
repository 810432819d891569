import Casework
import Kernel
import Regulations
import Testing
import UseCases

extension CaseworkWorld {
    /// The bodies with two territorial departments: that of the capital and that of Almaty, at which
    /// the officials of the akimat work.
    package static let twoDepartments: [CaseworkAuthority] = {
        func place(_ kk: String, _ ru: String, _ en: String) -> LocalizedText {
            LocalizedText(kk: kk, ru: ru, en: en)
        }
        let (astana, almaty) = (
            place("Астана қаласы", "город Астана", "Astana"),
            place("Алматы қаласы", "город Алматы", "Almaty")
        )
        let center = place("Комитет", "Комитет", "The committee")
        return [
            CaseworkAuthority(.authorisedBody, committee, name: center, city: astana),
            CaseworkAuthority(.committee, committee, name: center, city: astana),
            CaseworkAuthority(
                .territorialDepartment, department, territory: "710000000", higher: committee,
                name: place("Астана департаменті", "Департамент Астаны", "Astana department"),
                city: astana),
            CaseworkAuthority(
                .territorialDepartment, akimat, territory: "750000000", higher: committee,
                name: place("Алматы департаменті", "Департамент Алматы", "Almaty department"),
                city: almaty),
            CaseworkAuthority(
                .localExecutiveBody, BIN(stored: "770240004246"),
                name: place("Әкімдік", "Акимат", "Akimat"), city: almaty),
        ]
    }()

    /// Another official of a body, with a session; without a certificate to sign with.
    package func hire(
        _ role: String, at body: BIN, as iin: IIN, name: String = "colleague"
    ) async throws -> SignedInOfficial {
        try await test.apply(
            .addOfficial(OfficialDraft(iin: iin, name: name, body: body, role: role)))
        return try await platform.official(Self.session(iin, body))
    }

    /// Writes the conclusion of a permit control and signs it with the official's own key.
    package func conclude(
        _ id: Identifier<CaseTask>, _ outcome: String, by official: SignedInOfficial
    ) async throws {
        let hand = try await platform.prepareConclusion(
            id, outcome: outcome, reasons: Self.reasons, by: official, once: .unkeyed)
        let draft = try #require(try await platform.conclusionDraft(of: hand, by: official))
        _ = try await platform.signConclusion(
            id, seen: draft.digest, cms: try sign(draft.content, by: official.person.iin),
            by: official, once: .unkeyed)
    }

    /// The task that the case waits for, taken in and taken, so that its first stage can be worked on.
    package func taken(_ stored: StoredCase) async throws -> (TaskInHand, SignedInOfficial)? {
        guard let (accepting, registrar) = try await waiting(stored.id) else { return nil }
        _ = try await platform.completeTask(
            accepting.task.id, TaskAnswer(), by: registrar, once: .unkeyed)
        guard let (hand, official) = try await waiting(stored.id) else { return nil }
        return (
            try await platform.takeTask(hand.task.id, by: official, once: .unkeyed), official
        )
    }
}

extension CaseworkLibrary {
    /// The services that are installed, the file of one of them changed.
    package static func changing(
        _ service: String, _ change: ([JSON.Member]) -> [JSON.Member]
    ) throws -> CaseworkLibrary {
        try CaseworkLibrary(
            files: try Regulations.services.map { file in
                let json = try JSON.parse(file)
                guard json["service"]?.string == service, let members = json.members else {
                    return file
                }
                return Array(JSON.object(change(members)).text.utf8)
            })
    }

    /// The blasting permit with grounds to stop its clock, and with another term.
    ///
    /// The act gives none for it: the clause is that of the documents, and stands in for one.
    package static func stopping(term: Int = 5) throws -> CaseworkLibrary {
        try changing("blasting-permit") { members in
            func ground(_ code: String, _ more: [JSON.Member]) -> JSON {
                let title: JSON = ["kk": "Негіз", "ru": "Основание", "en": "Ground"]
                return .object(
                    [
                        JSON.Member("code", .string(code)), JSON.Member("title", title),
                        JSON.Member("clause", "IS-1.6"),
                    ] + more)
            }
            let grounds: JSON = [
                ground("question", [JSON.Member("daysMax", 10)]),
                ground("calculations", [JSON.Member("awaits", "calculations")]),
                ground("elsewhere", [JSON.Member("stages", ["hearing"])]),
            ]
            return members.map { JSON.Member($0.name, lengthening($0.value, to: term)) }
                + [JSON.Member("suspensions", grounds)]
        }
    }

    private static func lengthening(_ json: JSON, to days: Int) -> JSON {
        switch json {
        case .array(let elements): .array(elements.map { lengthening($0, to: days) })
        case .object(let members):
            .object(
                members.map { member in
                    JSON.Member(
                        member.name,
                        member.name == "amount"
                            ? .integer(Int64(days)) : lengthening(member.value, to: days))
                })
        default: json
        }
    }
}
