import Casework
import Kernel
import Registers
import Signatures
import Store

/// Nobody examines themselves or decides their own case (use case 66).
extension Platform {
    /// - Throws: `roleNotAllowed` for the applicant, for whom it lists to be examined, and for
    ///   whoever began, filled in, signed, supplied, objected, appealed or withdrew for it.
    func requireNotOwn(
        _ official: SignedInOfficial, _ stored: StoredCase, in transaction: any Transaction
    ) throws {
        try requireNotOwn(
            official.person.iin, stored, ImpartialityWords.ownCase, in: transaction)
    }

    /// What is not decided yet is not read by whom it is about, in whatever office; what was decided
    /// is delivered to them.
    ///
    /// - Throws: `roleNotAllowed`, as ``requireNotOwn(_:_:in:)``.
    func requireReadable(
        _ stored: StoredCase, by official: SignedInOfficial, in transaction: any Transaction
    ) throws {
        switch stored.state.phase {
        case .ended, .withdrawn: return
        case .draft, .stage, .awaitingSignature:
            try requireNotOwn(official, stored, in: transaction)
        }
    }

    /// Whether ``requireNotOwn(_:_:in:)`` keeps the official from the case.
    func isOwn(
        _ stored: StoredCase, of official: SignedInOfficial, in transaction: any Transaction
    ) throws -> Bool {
        do {
            try requireNotOwn(official, stored, in: transaction)
            return false
        } catch is Refusal { return true }
    }

    func requireNotOwn(
        _ iin: IIN, _ stored: StoredCase, _ words: LocalizedText, in transaction: any Transaction
    ) throws {
        let isListed = stored.state.listed(of: stored.definition)?
            .contains { $0.iin == iin.digits }
        guard isListed != true else {
            throw Refusal(.roleNotAllowed, ImpartialityWords.himself, clause: "IS-2.5")
        }
        let hasActed = try transaction.firstRow(
            """
            SELECT 1 FROM casework_party WHERE case_id = \(stored.id) AND iin = \(iin)
            UNION ALL
            SELECT 1 FROM casework_signature WHERE case_id = \(stored.id) AND signer = \(iin)
                AND purpose = 'application'
            LIMIT 1
            """)
        guard stored.openedBy != iin, stored.applicant != iin.digits, hasActed == nil else {
            throw Refusal(.roleNotAllowed, words)
        }
    }

    /// Keeps who acts for the applicant besides the person who began it.
    func keepParty(
        _ person: IIN, of stored: StoredCase, in transaction: any Transaction
    ) throws {
        guard person != stored.openedBy else { return }
        try transaction.execute(
            """
            INSERT INTO casework_party (case_id, iin) VALUES (\(stored.id), \(person))
            ON CONFLICT (case_id, iin) DO NOTHING
            """)
    }

    /// Makes sure that the official is the head of the body at this moment.
    ///
    /// - Throws: `roleNotAllowed` for a right that has ended since the session looked.
    func requireStillHead(
        _ official: SignedInOfficial, in transaction: any Transaction
    ) throws {
        let row = try transaction.firstRow(
            """
            SELECT role FROM official
            WHERE iin = \(official.person.iin) AND body_bin = \(official.body)
                AND disabled_at IS NULL
            """)
        guard let row, OfficialRole.roles(in: try row.text(0)).posts.contains(.head) else {
            throw Refusal(.roleNotAllowed, ImpartialityWords.noLongerHead)
        }
    }

    /// The person as the register of persons names them: alive, and by the name that was typed.
    ///
    /// - Parameter people: whom the application lists; nil where it has no list.
    /// - Throws: `roleNotAllowed` for the executor's own number, `invalidField` for who is not listed,
    ///   for nobody, for who has died and for another name, `registerUnavailable`.
    func examinee(
        _ draft: ExamineeDraft, in people: [ListedPerson]?, by official: SignedInOfficial
    ) async throws -> ExamineeDraft {
        guard draft.iin != official.person.iin else {
            throw Refusal(.roleNotAllowed, ImpartialityWords.himself, clause: "IS-2.5")
        }
        // The register is asked about nobody whom the application does not name.
        if let people { try draft.requireListed(in: people) }
        let record: PersonRecord?
        do { record = try await registers.person(draft.iin) } catch is RegisterFault {
            throw Refusal(.registerUnavailable)
        }
        guard let record, record.deathDate == nil else {
            throw Refusal(.invalidField, ImpartialityWords.unknown, clause: "IS-2.5")
        }
        let typed = Set(SearchWords.words(in: draft.name))
        // One name alone would let anyone learn the rest: surname and given name both are typed.
        let needed = Set(SearchWords.words(in: record.surname + " " + record.name))
        guard !needed.isEmpty, needed.isSubset(of: typed),
            typed.isSubset(of: SearchWords.words(in: record.fullName))
        else {
            throw Refusal(.invalidField, ImpartialityWords.otherName, clause: "IS-2.5")
        }
        var found = draft
        found.name = ExamineeDraft.kept(record)
        return found
    }
}

extension CaseSignature {
    /// Makes sure that the certificate lets its holder sign for the body.
    ///
    /// - Throws: `signatureRefused` for a certificate of a mere employee or of another office.
    func requireRight(toSignAs capacity: Signer) throws(Refusal) {
        guard capacity == .head || capacity == .replacement else { return }
        guard !Self.rolesToSign.isDisjoint(with: roles) else {
            throw Refusal(
                .signatureRefused, ImpartialityWords.noRightToSign, clause: "IS-EDS-1")
        }
    }
}

package enum ImpartialityWords {
    package static let noRightToBind = LocalizedText(
        kk: "Қызметкердің кілті ұйым атынан әрекет етпейді: бірінші басшының немесе қол қою "
            + "құқығы бар тұлғаның кілтімен кіріңіз",
        ru: "Ключ сотрудника не действует от имени организации: войдите с ключом первого "
            + "руководителя или лица с правом подписи",
        en: "An employee's key does not act for the organisation: sign in with the key of its "
            + "first head or of a person with the right to sign")
    static let noRightToSign = LocalizedText(
        kk: "Сертификат орган атынан қол қою құқығын бермейді: бірінші басшының немесе қол қою "
            + "құқығы бар тұлғаның кілті керек",
        ru: "Сертификат не даёт права подписи за орган: нужен ключ первого руководителя или "
            + "лица с правом подписи",
        en: "The certificate gives no right to sign for the body: the key of the first head or "
            + "of a person with the right to sign is needed")
    static let ownCase = LocalizedText(
        kk: "Бұл – өзіңіздің өтінішіңіз: оны басқа қызметкер қарайды",
        ru: "Это ваше собственное заявление: его рассматривает другой сотрудник",
        en: "This is your own application: another official considers it")
    static let colleaguesCase = LocalizedText(
        kk: "Бұл – осы қызметкердің өз өтініші: оны басқа қызметкер қарайды",
        ru: "Это собственное заявление этого сотрудника: его рассматривает другой",
        en: "This is that official's own application: another considers it")
    static let noLongerHead = LocalizedText(
        kk: "Сіз қазір бұл органның басшысы ретінде тіркелмегенсіз: қол қоюға болмайды",
        ru: "Вы сейчас не значитесь руководителем этого органа: подписать нельзя",
        en: "You are not entered as the head of this body now: nothing is signed")
    static let himself = LocalizedText(
        kk: "Емтихан тапсыратын адам бұл өтінішті қарамайды және өзін емтиханға жібермейді",
        ru: "Кто сдаёт экзамен, не рассматривает это заявление и не допускает себя сам",
        en: "Whoever is examined does not consider the application, nor admit themselves")
    static let unknown = LocalizedText(
        kk: "Халық тізілімінде мұндай ЖСН-мен тірі адам жоқ",
        ru: "В регистре населения нет живого человека с таким ИИН",
        en: "The register of persons has no living person with this IIN")
    static let otherName = LocalizedText(
        kk: "Бұл ЖСН басқа адамдікі: аты-жөнін тексеріңіз",
        ru: "Этот ИИН принадлежит человеку с другим именем: проверьте ФИО",
        en: "This IIN is of a person with another name: check the name")
}
