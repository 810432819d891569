import DigitalDocuments
import Kernel
import Registers
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `POST /sandbox/trouble/death`: records a death today.
    func postDeath() -> Endpoint {
        Endpoint(
            .post, "/sandbox/trouble/death", summary: "Record a death",
            access: .anyone(because: "Nobody of them lives"),
            body: .form([.init(name: "person", lengthMax: 12)]), answers: [.goOn],
            problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let iin = try call.iin("person")
            let isDone = try await register(.persons)?.recordDeath(of: iin, on: clock.today)
            return call.done(isDone == true ? .death : .nothing, iin)
        }
    }

    /// `POST /sandbox/trouble/guardianship`: ends a guardianship today.
    func postGuardianshipEnd() -> Endpoint {
        Endpoint(
            .post, "/sandbox/trouble/guardianship", summary: "End a guardianship",
            access: .anyone(because: "Nobody of them lives"),
            body: .form(["person", "ward", "guardian"].map { .init(name: $0, lengthMax: 12) }),
            answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let isDone = try await register(.persons)?.endGuardianship(
                of: call.iin("ward"), by: call.iin("guardian"), on: clock.today)
            return call.done(isDone == true ? .guardianship : .nothing, try call.iin("person"))
        }
    }

    /// `POST /sandbox/trouble/phone`: gives the person another number, or none.
    func postPhoneChange() -> Endpoint {
        Endpoint(
            .post, "/sandbox/trouble/phone", summary: "Change or remove a person's number",
            access: .anyone(because: "Nobody of them lives"),
            body: .form([
                .init(name: "person", lengthMax: 12), .init(name: "phone", lengthMax: 24),
                .init(name: "remove", lengthMax: 8),
            ]), answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let iin = try call.iin("person")
            let phone = PhoneNumber(call.typed("phone"))
            let isRemoval = !call.typed("remove").isEmpty
            guard world.person(iin: iin) != nil, isRemoval || phone != nil else {
                return call.done(.nothing, iin)
            }
            try await register(.phones)?.setPhone(isRemoval ? nil : phone, of: iin)
            return call.done(.phone, iin)
        }
    }

    /// `POST /sandbox/trouble/document`: voids a document from today on.
    func postRevocation() -> Endpoint {
        Endpoint(
            .post, "/sandbox/trouble/document", summary: "Revoke a document",
            access: .anyone(because: "Nobody of them lives"),
            body: .form([
                .init(name: "person", lengthMax: 12), .init(name: "record", lengthMax: 64),
            ]), answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let iin = try call.iin("person")
            let record = call.typed("record")
            guard
                let document = try await life(of: iin)?.documents
                    .first(where: { $0.recordID == record }),
                let register = register(.documents(IssuingBody(issuing: document.documentType))),
                try await register.revokeDocument(record, on: clock.today)
            else { return call.done(.nothing, iin) }
            return call.done(.document, iin)
        }
    }
}

extension SandboxClock {
    /// The day of the sandbox.
    fileprivate var today: Day { Day(at: now()) }
}

extension Call where Caller == Void {
    fileprivate func iin(_ field: String) throws -> IIN {
        guard let iin = try? IIN(typed(field), rules: .sandbox) else { throw Refusal(.notFound) }
        return iin
    }

    fileprivate func done(_ done: TroubleDone, _ person: IIN) -> Reply {
        .seeOther("/sandbox/trouble?person=\(person.digits)&done=\(done.rawValue)")
    }

    /// The forms of what can happen to the person.
    func lifeEvents(_ life: LifeRecord?, of world: SyntheticWorld) -> HTML {
        tag(.section, .class("stack"), .id("life")) {
            Heading(2, say(TroubleWords.life))
            Paragraph(say(Words.lead))
            Form(language, action: "/sandbox/trouble", isGet: true) {
                SelectField(
                    language, name: "person", label: say(Words.person),
                    options: NamedPerson.allCases.map { named in
                        let person = world.person(named)
                        return (person.iin.digits, person.name.full)
                    }, chosen: life?.person.iin.digits)
                Button(submit: say(Words.choose), style: .secondary, isSmall: true)
            }
            if let life {
                tag(.div, .class("documents")) {
                    death(life)
                    phone(life)
                    for tie in ties(life) { guardianship(tie, of: life) }
                    for document in life.documents { self.document(document, of: life) }
                }
            } else {
                Notice(.warn) { Paragraph(say(Words.nobody)) }
            }
        }
    }

    private func death(_ life: LifeRecord) -> Card {
        let deathDate = life.person.deathDate
        return Card(
            title: life.person.fullName,
            badge: deathDate == nil
                ? Badge(.good, say(Words.alive)) : Badge(.calm, say(Words.dead))
        ) {
            if let deathDate {
                Paragraph(MomentFormat.day(deathDate, language))
            } else {
                Form(
                    language, action: "/sandbox/trouble/death",
                    hidden: [("person", life.person.iin.digits)]
                ) { Button(submit: say(Words.die), style: .danger, isSmall: true) }
            }
        }
    }

    private func phone(_ life: LifeRecord) -> Card {
        Card(title: say(SandboxWords.phone)) {
            Paragraph { phoneLink(life.phone) }
            Form(
                language, action: "/sandbox/trouble/phone",
                hidden: [("person", life.person.iin.digits)]
            ) {
                TextField(
                    language, name: "phone", label: say(Words.newPhone), content: .phone,
                    isOptional: true)
                Actions {
                    Button(submit: say(Words.change), style: .secondary, isSmall: true)
                    if life.phone != nil {
                        Button(
                            submit: say(Words.remove), name: "remove", value: "yes",
                            style: .secondary, isSmall: true)
                    }
                }
            }
        }
    }

    private struct Tie {
        let ward: IIN
        let guardian: IIN
        let title: String
        let end: Day?
    }

    /// Guardianships that the person holds, and those under which the person stands.
    private func ties(_ life: LifeRecord) -> [Tie] {
        let own = life.person.iin
        func name(_ iin: IIN) -> String { life.names[iin] ?? iin.digits }
        let wards = life.person.children.map { ward in
            Tie(
                ward: ward.iin, guardian: own, title: say(Words.ward) + ": " + name(ward.iin),
                end: ward.until)
        }
        let guardians = life.person.guardians.map { guardian in
            Tie(
                ward: own, guardian: guardian.iin,
                title: say(Words.guardian) + ": " + name(guardian.iin), end: guardian.until)
        }
        return wards + guardians
    }

    private func guardianship(_ tie: Tie, of life: LifeRecord) -> Card {
        let isOver = tie.end.map { $0 <= Day(at: now) } ?? false
        return Card(
            title: tie.title, badge: isOver ? Badge(.calm, say(Words.ended)) : nil
        ) {
            if let end = tie.end {
                Paragraph(say(Words.until) + " " + MomentFormat.day(end, language))
            }
            if !isOver {
                Form(
                    language, action: "/sandbox/trouble/guardianship",
                    hidden: [
                        ("person", life.person.iin.digits), ("ward", tie.ward.digits),
                        ("guardian", tie.guardian.digits),
                    ]
                ) { Button(submit: say(Words.end), style: .danger, isSmall: true) }
            }
        }
    }

    private func document(_ document: DocumentDraft, of life: LifeRecord) -> Card {
        let status = document.status(on: Day(at: now))
        return Card(
            title: document.documentType.title[language],
            badge: Badge(status == .inForce ? .good : .calm, say(status.words))
        ) {
            if document.title != document.documentType.title {
                Paragraph(document.title[language], style: .soft)
            }
            if document.revokedOn == nil {
                Form(
                    language, action: "/sandbox/trouble/document",
                    hidden: [
                        ("person", life.person.iin.digits), ("record", document.recordID),
                    ]
                ) { Button(submit: say(Words.revoke), style: .danger, isSmall: true) }
            }
        }
    }
}

extension DocumentContent.Status {
    /// The state in a word.
    var words: LocalizedText {
        switch self {
        case .inForce: LocalizedText(kk: "Жарамды", ru: "Действует", en: "In force")
        case .expired: LocalizedText(kk: "Мерзімі өткен", ru: "Просрочен", en: "Expired")
        case .suspended: LocalizedText(kk: "Тоқтатылған", ru: "Приостановлен", en: "Suspended")
        case .revoked: LocalizedText(kk: "Жойылған", ru: "Отозван", en: "Revoked")
        }
    }
}

private enum Words {
    static let lead = LocalizedText(
        kk: "Оқиға тіркелімге жазылады және кері қайтпайды. Қызмет оны келесі сұрауда көреді.",
        ru:
            "Событие записывается в реестр и не отменяется. Служба увидит его при следующем запросе.",
        en: "An event is written into the register and stays. The service sees it at its next "
            + "question.")
    static let person = LocalizedText(kk: "Кімнің өмірі", ru: "Чья жизнь", en: "Whose life")
    static let choose = LocalizedText(kk: "Таңдау", ru: "Выбрать", en: "Choose")
    static let nobody = LocalizedText(
        kk: "Мұндай адам жоқ.", ru: "Такого человека нет.", en: "There is no such person.")
    static let alive = LocalizedText(kk: "Тірі", ru: "Жив", en: "Alive")
    static let dead = LocalizedText(kk: "Қайтыс болған", ru: "Нет в живых", en: "Deceased")
    static let die = LocalizedText(
        kk: "Қайтыс болуын тіркеу", ru: "Записать смерть", en: "Record the death")
    static let newPhone = LocalizedText(kk: "Жаңа нөмір", ru: "Новый номер", en: "New number")
    static let change = LocalizedText(kk: "Өзгерту", ru: "Изменить", en: "Change")
    static let remove = LocalizedText(
        kk: "Нөмірді алып тастау", ru: "Убрать номер", en: "Remove the number")
    static let ward = LocalizedText(kk: "Баласы", ru: "Ребёнок", en: "Child")
    static let guardian = LocalizedText(kk: "Қамқоршысы", ru: "Представитель", en: "Guardian")
    static let ended = LocalizedText(kk: "Аяқталған", ru: "Окончена", en: "Ended")
    static let until = LocalizedText(kk: "Мерзімі:", ru: "До", en: "Until")
    static let end = LocalizedText(
        kk: "Қамқоршылықты тоқтату", ru: "Прекратить опеку", en: "End the guardianship")
    static let revoke = LocalizedText(
        kk: "Құжатты жою", ru: "Отозвать документ", en: "Revoke the document")
}
