import Casework
import Kernel
import PDFForms
import PDFSignatures
import Signatures
import Store

/// The paper of a result as the head sees it before signing, with room for the signature.
package struct ResultDraft: Sendable {
    /// For how long a paper that was seen may be signed, in seconds.
    package static let secondsMax: Int64 = 3600

    /// The result as data; its digest stands on the paper.
    package let statement: [UInt8]
    /// When it was prepared, in whole seconds; its day is the day of issue.
    package let preparedAt: Instant
    /// In which capacity it is to be signed.
    package let capacity: Signer
    let pdf: PreparedPDF

    /// The PDF, with nothing yet where the signature will stand.
    package var file: [UInt8] { pdf.bytes }
    /// The bytes that are signed with a detached CMS.
    package var content: [UInt8] { pdf.content }
    /// What names exactly this paper.
    package var name: Name {
        Name(
            preparedAt: preparedAt, digest: SHA256.hash(pdf.bytes).bytes.hex, capacity: capacity)
    }

    /// Which paper was seen: it is made again from this, and must come out the same.
    package struct Name: Sendable, Hashable {
        /// When it was prepared.
        package let preparedAt: Instant
        /// SHA-256 of the PDF, in hexadecimal.
        package let digest: String
        /// In which capacity it is to be signed.
        package let capacity: Signer

        /// Whether it may still be signed: it bears today's date and was seen within the hour.
        package func isCurrent(at now: Instant) -> Bool {
            preparedAt <= now && preparedAt.adding(seconds: ResultDraft.secondsMax) > now
                && Day(at: preparedAt) == Day(at: now)
        }

        /// A paper that was seen.
        package init(preparedAt: Instant, digest: String, capacity: Signer) {
            self.preparedAt = preparedAt
            self.digest = digest
            self.capacity = capacity
        }
    }
}

extension Platform {
    /// Prepares the paper of a result for the official's signature.
    ///
    /// The same case, capacity, official and moment give the same bytes.
    /// - Throws: `caseNotInState` when nothing waits for a signature, `roleNotAllowed` for a capacity
    ///   in which this result is not signed.
    package func resultDraft(
        of stored: StoredCase, as signer: Signer, by official: SignedInOfficial, at now: Instant
    ) async throws -> ResultDraft {
        let statement = try resultStatement(of: stored, as: signer)
        guard let end = stored.state.phase.end.flatMap(stored.definition.end),
            end.signers.contains(signer)
        else { throw Refusal(.roleNotAllowed) }
        let moment = Instant(seconds: now.seconds)
        let facts = try await resultFacts(
            of: stored, end: end, as: signer, by: official, on: Day(at: moment))
        let replaced = try await store.read { [self] transaction in
            try replacedEntry(of: stored.id, in: transaction)
        }
        let form = ResultForm(
            end.paper, facts,
            footing: footing(
                of: stored, end: end, ending: replaced, statement: statement, at: moment))
        let paper = try FormPrinter.pdf(form)
        return ResultDraft(
            statement: statement, preparedAt: moment, capacity: signer,
            pdf: try PDFSigner.prepare(
                paper, name: facts.body.kk, reason: end.title.kk, at: moment))
    }

    private static func ends(_ number: String) -> Bilingual {
        Bilingual(
            kk: "Тізілімдегі №\u{A0}\(number) жазба қолданыстан шығады",
            ru: "Прекращается запись реестра №\u{A0}\(number)")
    }

    private static func annexes(_ number: String) -> Bilingual {
        Bilingual(
            kk: "№\u{A0}\(number) лицензияға қосымша; лицензиямен бірге ғана қолданылады",
            ru: "Приложение к лицензии №\u{A0}\(number); действует только вместе с ней")
    }

    private func footing(
        of stored: StoredCase, end: ServiceDefinition.End, ending item: RegisterItem?,
        statement: [UInt8], at now: Instant
    ) -> ResultForm.Footing {
        var link = configuration.publicURL + "/signature-check"
        var meaning = ResultWords.check
        if end.register != nil, let item,
            stored.kindOfApplication?.replaces?.state == .deregistered
        {
            link =
                configuration.publicURL
                + "/registers/\(item.register)/\(item.body.digits)/\(item.number)"
            meaning = ResultWords.ended
        } else if let register = end.register, let body = stored.body,
            let number = stored.state.number
        {
            link = configuration.publicURL + "/registers/\(register)/\(body.digits)/\(number)"
            meaning = ResultWords.entry
        }
        return ResultForm.Footing(
            link: link, meaning: meaning, digest: SHA256.hash(statement).bytes.hex,
            preparedAt: now)
    }

    private func resultFacts(
        of stored: StoredCase, end: ServiceDefinition.End, as signer: Signer,
        by official: SignedInOfficial, on day: Day
    ) async throws -> ResultFacts {
        let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
        guard let body = stored.actingBody, let authority = authorities.body(body),
            let number = stored.state.number, let submission = stored.state.submission
        else { throw Refusal(.caseNotInState, CaseworkWords.noBody) }
        let recipient = try await recipient(of: stored)
        var facts = ResultFacts(
            body: Bilingual(authority.name), city: Bilingual(authority.city), issuedOn: day,
            number: number, receivedOn: submission.acceptedOn, receivedNumber: number,
            recipient: recipient.name, address: recipient.address,
            service: Bilingual(stored.definition.title),
            asked: Bilingual(stored.kindOfApplication?.title ?? stored.definition.title),
            ending: Bilingual(end.title), clause: end.clause, law: try formLaw(of: stored),
            refusal: stored.state.refusal(of: stored.definition), capacity: signer,
            signatory: official.name)
        facts.refused = end.refused.map { Bilingual($0) }
        facts.examinees = stored.state.results
        facts.appeal = stored.state.appeal
        if end.meaning == .granted {
            let number = stored.basisNumber ?? "–"
            let ends =
                stored.kindOfApplication?.annexOf != nil
                ? Self.annexes(number) : stored.ending.map { _ in Self.ends(number) }
            facts.permitted =
                (ends.map { [$0] } ?? [])
                + stored.permitted.words(of: stored.definition, library: casework)
                .map { fact in
                    Bilingual(
                        kk: "\(fact.title.kk): \(fact.value.kk)",
                        ru: "\(fact.title.ru): \(fact.value.ru)")
                }
        }
        if end.register != nil {
            facts.validUntil = try lastDay(of: stored.definition.code, givenOn: day)
        }
        return facts
    }

    /// The recipient's name, and its address as far as it is known: both as the certificate has
    /// them with which the application was signed; failing that, the place in the application.
    func recipient(
        of stored: StoredCase
    ) async throws -> (name: String, address: Bilingual) {
        let cms = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT cms FROM casework_signature
                WHERE case_id = \(stored.id) AND purpose = 'application'
                ORDER BY round DESC LIMIT 1
                """
            ).map { try $0.bytes(0) }
        }
        let data = cms.flatMap { try? SignedData($0) }
        let subject = data.flatMap { data in
            data.certificates.first { data.signers.first?.names($0) == true }?.subject
        }
        let named = stored.bin == nil ? subject?.commonName : subject?.organization
        let places = [subject?.state, subject?.locality].compactMap(\.self)
        let address =
            places.isEmpty
            ? place(of: stored)
            : Bilingual(kk: places.joined(separator: ", "), ru: places.joined(separator: ", "))
        return (named ?? stored.bin.map { "БСН / БИН " + $0.digits } ?? "–", address)
    }

    private func place(of stored: StoredCase) -> Bilingual {
        let code = stored.definition.fields.first { $0.content == .place }
            .flatMap { stored.state.content.fields[$0.code] }
        guard let code, let oblast = casework.oblast(of: code) else { return ResultWords.unknown }
        return Bilingual(kk: oblast.kk, ru: oblast.ru)
    }
}

extension ServiceDefinition.End {
    /// The form of the paper: annex 1 or 2 of the list where the rules name it, our own otherwise.
    var paper: ResultForm.Kind {
        switch form {
        case "IS-A1": .refusalLetter
        case "IS-A2": .certificate
        default: .own
        }
    }
}

private enum ResultWords {
    static let entry = Bilingual(kk: "Ашық тізілімдегі жазба", ru: "Запись в открытом реестре")
    static let ended = Bilingual(
        kk: "Қолданыстан шыққан жазба", ru: "Запись, которая прекращена")
    static let check = Bilingual(
        kk: "Қолтаңбаны тексеру: осы файлды мына бетке жүктеңіз",
        ru: "Проверка подписи: загрузите этот файл на странице")
    static let unknown = Bilingual(kk: "көрсетілмеген", ru: "не указан")
}
