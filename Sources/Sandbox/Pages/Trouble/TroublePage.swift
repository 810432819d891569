import Kernel
import Registers
import Rendering
import UseCases
import Web

/// What has just been done on the page of faults and events, for the word that follows.
enum TroubleDone: String, CaseIterable {
    case registers, messages, mended, death, guardianship, phone, document, nothing
}

/// A person with what the registers hold on them now, past every fault.
struct LifeRecord: Sendable {
    let person: PersonRecord
    let phone: PhoneNumber?
    let documents: [DocumentDraft]
    /// Names of the people who appear in the record.
    let names: [IIN: String]
}

extension SandboxControls {
    /// `GET /sandbox/trouble`: faults of registers and SMS, and events of life.
    func getTroublePage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/trouble", summary: "Faults and events of life",
            access: .anyone(because: "The sandbox's own controls"),
            query: [
                .init(
                    name: "person", schema: .string(.anything),
                    meaning: "The IIN of the person whose life changes"),
                .init(
                    name: "done", schema: .string(.oneOf(TroubleDone.allCases.map(\.rawValue))),
                    meaning: "What has just been done"),
            ], answers: [.page], isPage: true, isSandboxOnly: true
        ) { call in
            let typed = (call.query["person"] ?? "").trimmed
            let iin = (try? IIN(typed, rules: .sandbox)) ?? world.person(.citizen).iin
            return .page(
                call.troublePage(
                    self, life: try await life(of: iin),
                    done: call.query["done"].flatMap(TroubleDone.init)))
        }
    }

    /// What the registers hold on the person; nil for nobody.
    func life(of iin: IIN) async throws -> LifeRecord? {
        guard let person = try await register(.persons)?.person(iin) else { return nil }
        var documents: [DocumentDraft] = []
        for register in registers { documents += try await register.documents(of: iin) }
        var names: [IIN: String] = [:]
        for other in person.children.map(\.iin) + person.guardians.map(\.iin) {
            names[other] = world.person(iin: other)?.name.full
        }
        return LifeRecord(
            person: person, phone: try await currentPhones(of: [iin])[iin], documents: documents,
            names: names)
    }
}

extension Call where Caller == Void {
    fileprivate func troublePage(
        _ controls: SandboxControls, life: LifeRecord?, done: TroubleDone?
    ) -> Page {
        sandboxPage(
            TroubleWords.title, at: "/sandbox/trouble", section: .trouble, width: .wide
        ) {
            Heading(1, say(TroubleWords.title))
            Paragraph(say(TroubleWords.lead), style: .lead)
            if let done {
                Notice(
                    done == .nothing ? .warn : .good, title: say(done.title), isAnnounced: true
                ) { Paragraph(say(done.consequence)) }
            }
            Tabs(
                label: say(TroubleWords.title),
                [
                    NavigationItem(say(TroubleWords.registers), to: "#registers"),
                    NavigationItem(say(TroubleWords.messages), to: "#messages"),
                    NavigationItem(say(TroubleWords.life), to: "#life"),
                ])
            registerFaults(controls.registers)
            messageFaults(controls.phones.plan)
            lifeEvents(life, of: controls.world)
        }
    }
}

extension TroubleDone {
    /// What was done.
    fileprivate var title: LocalizedText {
        switch self {
        case .registers:
            LocalizedText(
                kk: "Тіркелімдердің ақаулары орнатылды", ru: "Сбои реестров заданы",
                en: "The registers' faults are set")
        case .messages:
            LocalizedText(
                kk: "SMS ақаулары орнатылды", ru: "Сбои SMS заданы", en: "The faults of SMS are set"
            )
        case .mended:
            LocalizedText(
                kk: "Бәрі жөнделді", ru: "Всё исправлено", en: "Everything is mended")
        case .death:
            LocalizedText(kk: "Қайтыс болуы тіркелді", ru: "Смерть записана", en: "Death recorded")
        case .guardianship:
            LocalizedText(
                kk: "Қамқоршылық тоқтатылды", ru: "Опека прекращена",
                en: "The guardianship has ended")
        case .phone:
            LocalizedText(kk: "Нөмір өзгертілді", ru: "Номер изменён", en: "The number has changed")
        case .document:
            LocalizedText(
                kk: "Құжат жойылды", ru: "Документ отозван", en: "The document is revoked")
        case .nothing:
            LocalizedText(
                kk: "Ештеңе өзгерген жоқ", ru: "Ничего не изменилось", en: "Nothing has changed")
        }
    }

    /// What the service should now do.
    fileprivate var consequence: LocalizedText {
        switch self {
        case .registers:
            LocalizedText(
                kk: "Келесі сұраудан бастап қызмет ақауды атап көрсетуі және ештеңе ойдан қоспауы "
                    + "керек.",
                ru: "Со следующего запроса служба должна назвать сбой и ничего не додумывать.",
                en: "From the next request on the service has to name the fault and guess nothing.")
        case .messages:
            LocalizedText(
                kk:
                    "Банктен сұраңыз не кіріп көріңіз: жоғалған SMS келісім болмайды, екі рет келген "
                    + "SMS-ке бір жауап саналады.",
                ru: "Сделайте запрос в банке или войдите: потерянное SMS не согласие, на двойное "
                    + "засчитается один ответ.",
                en: "Ask at the bank, or sign in: a lost SMS is no consent, and a doubled one "
                    + "counts once.")
        case .mended:
            LocalizedText(
                kk: "Барлық тіркелім мен SMS қайтадан дұрыс жұмыс істейді.",
                ru: "Все реестры и SMS снова работают правильно.",
                en: "All registers and SMS work correctly again.")
        case .death:
            LocalizedText(
                kk: "Ашық сеансы тоқтайды, кіре алмайды, сұраулар жеткізілмейді, қамқоршылығы "
                    + "бітеді (DD-11, KDP-7.1).",
                ru: "Открытый сеанс прекратится, войти нельзя, запросы не доставляются, опека "
                    + "окончена (DD-11, KDP-7.1).",
                en: "An open session ends, signing in is impossible, requests are undeliverable, "
                    + "guardianships are over (DD-11, KDP-7.1).")
        case .guardianship:
            LocalizedText(
                kk: "Баланың құжаттары келесі ашқанда тізімнен жоғалады (DD-14).",
                ru: "Документы ребёнка исчезнут из списка при следующем открытии (DD-14).",
                en: "The child's documents leave the list the next time it is opened (DD-14).")
        case .phone:
            LocalizedText(
                kk: "Келесі SMS жаңа нөмірге барады; бұрынғы нөмірден келген жауап саналмайды "
                    + "(KDP-7.1).",
                ru: "Следующее SMS придёт на новый номер; ответ со старого не считается (KDP-7.1).",
                en: "The next SMS goes to the new number; an answer from the old one does not "
                    + "count (KDP-7.1).")
        case .document:
            LocalizedText(
                kk: "Құжат енді көрсетілмейді: «жарамсыз» деген жауап шығады (DD-13).",
                ru: "Документ больше не показывается: ответ «не действует» (DD-13).",
                en: "It is no longer shown: the answer is that it is not in force (DD-13).")
        case .nothing:
            LocalizedText(
                kk: "Тіркелімде мұндай жазба жоқ немесе ол бұрын өзгертілген.",
                ru: "Такой записи нет, или она уже изменена.",
                en: "There is no such record, or it was changed before.")
        }
    }
}

/// Words of the page of faults and events.
enum TroubleWords {
    static let title = LocalizedText(
        kk: "Ақаулар мен өмір оқиғалары", ru: "Сбои и события жизни",
        en: "Faults and events of life")
    static let lead = LocalizedText(
        kk: "Бір нәрсені бұзыңыз да, қызметтің не айтатынын көріңіз.",
        ru: "Сломайте что-нибудь и посмотрите, что скажет служба.",
        en: "Break something and see what the service says.")
    static let registers = LocalizedText(kk: "Тіркелімдер", ru: "Реестры", en: "Registers")
    static let messages = LocalizedText(kk: "SMS", ru: "SMS", en: "SMS")
    static let life = LocalizedText(
        kk: "Өмір оқиғалары", ru: "События жизни", en: "Events of life")
    static let apply = LocalizedText(kk: "Қолдану", ru: "Применить", en: "Apply")
}
