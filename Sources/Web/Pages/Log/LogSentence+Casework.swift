import Journal
import Kernel

/// What happened to an application of a person's organisation, in words.
extension LogSentence {
    static func casework(_ kind: JournalKind) -> LocalizedText? {
        ofApplicant(kind) ?? ofOfficials(kind) ?? ofWork(kind) ?? ofExaminee(kind)
    }

    private static func ofExaminee(_ kind: JournalKind) -> LocalizedText? {
        switch kind {
        case .examinationDrawn:
            LocalizedText(
                kk: "Сіз емтиханға жіберілдіңіз, сұрақтарыңыздың хеші жарияланды",
                ru: "Вас допустили к экзамену, хеш ваших вопросов опубликован",
                en: "You were admitted to an examination, the hash of your questions is published")
        case .examinationStarted:
            LocalizedText(
                kk: "Сіз емтиханды бастадыңыз", ru: "Вы начали экзамен",
                en: "You began an examination")
        case .examinationEnded:
            LocalizedText(
                kk: "Емтиханыңыз аяқталды", ru: "Ваш экзамен завершён",
                en: "Your examination ended")
        case .examinationAnnulled:
            LocalizedText(
                kk:
                    "Емтиханыңыздың нәтижесі есепке алынбайды: оған негізделген бас тарту күшінде емес",
                ru: "Результат вашего экзамена не считается: отказ по нему не действует",
                en:
                    "Your examination's result does not count: the refusal that rested on it does not stand"
            )
        default: nil
        }
    }

    private static func ofWork(_ kind: JournalKind) -> LocalizedText? {
        switch kind {
        case .caseDocumentSupplied:
            LocalizedText(
                kk: "Іс бойынша күтілген құжат жіберілді", ru: "По делу прислан ожидаемый документ",
                en: "A document that was awaited was sent to a case")
        case .caseObjected:
            LocalizedText(
                kk: "Іс бойынша ықтимал бас тартуға қарсылық жіберілді",
                ru: "По делу отправлено возражение против предполагаемого отказа",
                en: "An objection to an intended refusal was sent to a case")
        case .caseAppealed:
            LocalizedText(
                kk: "Іс бойынша бас тартуға шағым берілді", ru: "По делу подана жалоба на отказ",
                en: "An appeal against the refusal of a case was lodged")
        case .caseVersionBound:
            LocalizedText(
                kk: "Іске қызмет ережелерінің нұсқасы бекітілді",
                ru: "За делом закреплена версия правил услуги",
                en: "A case was bound to a version of the service's rules")
        case .caseHandedOver:
            LocalizedText(
                kk: "Іс басқа қызметкерге берілді немесе қайтарылды",
                ru: "Дело передано другому сотруднику или возвращено",
                en: "A case went to another official, or was given back")
        case .casePaperReturned:
            LocalizedText(
                kk: "Басшы іс бойынша шешімді қайта қарауға қайтарды",
                ru: "Руководитель вернул решение по делу на доработку",
                en: "The head sent the decision of a case back instead of signing it")
        case .caseConclusionReturned:
            LocalizedText(
                kk: "Қолтаңбасы жарамсыз қорытынды бойынша іс департаментке қайтарылды",
                ru: "Дело вернули в департамент: подпись под его заключением недействительна",
                en: "A case went back to the department, whose conclusion's signature does not hold"
            )
        case .caseRouted:
            LocalizedText(
                kk: "Істі қарайтын орган таңдалды", ru: "Выбран орган, который рассматривает дело",
                en: "The body that considers a case was chosen")
        case .caseDepartmentNamed:
            LocalizedText(
                kk: "Қорытынды сұралатын аумақтық департамент аталды",
                ru: "Назван территориальный департамент, у которого запрашивается заключение",
                en: "The territorial department that is asked for a conclusion was named")
        case .caseRequestReturned:
            LocalizedText(
                kk: "Аумақтық департамент өзіне арналмаған сұрауды қайтарды",
                ru: "Территориальный департамент вернул запрос, который не к нему",
                en: "A territorial department handed back a request that was not for it")
        case .caseJudged:
            LocalizedText(
                kk: "Өтініштің құжаттары мен өрістері бағаланды",
                ru: "По документам и полям заявления сказано, что принято",
                en: "Documents and fields of an application were judged")
        case .caseCalendarChanged:
            LocalizedText(
                kk: "Істің мерзімі жаңа жұмыс күнтізбесімен қайта есептелді",
                ru: "Срок дела пересчитан по новому рабочему календарю",
                en: "The terms of a case were counted anew by a new working calendar")
        default: nil
        }
    }

    private static func ofApplicant(_ kind: JournalKind) -> LocalizedText? {
        switch kind {
        case .applicationOpened:
            LocalizedText(
                kk: "Сіз өтініш бастадыңыз", ru: "Вы начали заявление",
                en: "You began an application")
        case .applicationChanged:
            LocalizedText(
                kk: "Өтініш жобасы өзгертілді", ru: "Черновик заявления изменён",
                en: "The draft of an application was changed")
        case .applicationSubmitted:
            LocalizedText(
                kk: "Өтінішке қол қойылып, берілді", ru: "Заявление подписано и подано",
                en: "An application was signed and submitted")
        case .applicationWithdrawn:
            LocalizedText(
                kk: "Өтініш кері алынды", ru: "Заявление отозвано",
                en: "An application was withdrawn")
        default: nil
        }
    }

    private static func ofOfficials(_ kind: JournalKind) -> LocalizedText? {
        switch kind {
        case .caseAccepted:
            LocalizedText(
                kk: "Өтініш қабылданып, нөмір алды", ru: "Заявление принято и получило номер",
                en: "An application was taken in and given a number")
        case .caseTaken:
            LocalizedText(
                kk: "Орындаушы іске кірісті", ru: "Исполнитель взял дело в работу",
                en: "An executor took a case")
        case .caseLateAnswered:
            LocalizedText(
                kk: "Өткен мерзім үшін жауап берілді", ru: "Дан ответ за пропущенный срок",
                en: "A missed term was answered for")
        case .caseRequestRegistered:
            LocalizedText(
                kk: "Аумақтық департамент сұрауды тіркеді",
                ru: "Территориальный департамент зарегистрировал запрос",
                en: "A territorial department registered a request")
        case .caseStageEnded:
            LocalizedText(
                kk: "Істің бір кезеңі аяқталды", ru: "Завершён этап дела",
                en: "A stage of a case ended")
        case .caseClockStopped:
            LocalizedText(
                kk: "Істің мерзімі тоқтатылды", ru: "Срок дела приостановлен",
                en: "The clock of a case was stopped")
        case .caseClockStarted:
            LocalizedText(
                kk: "Істің мерзімі қайта жүре бастады", ru: "Срок дела идёт снова",
                en: "The clock of a case runs again")
        case .caseLate:
            LocalizedText(
                kk: "Іс бойынша мерзім өткізіп алынды", ru: "По делу пропущен срок",
                en: "A term of a case ran out")
        case .caseResultSigned:
            LocalizedText(
                kk: "Істің нәтижесіне қол қойылды", ru: "Результат дела подписан",
                en: "The result of a case was signed")
        case .registerEntryChanged:
            LocalizedText(
                kk: "Тізілім жазбасының күйі өзгерді", ru: "Изменено состояние записи реестра",
                en: "The state of a register entry was changed")
        case .registerEntryExpired:
            LocalizedText(
                kk: "Тізілім жазбасының мерзімі аяқталды", ru: "Истёк срок записи реестра",
                en: "The last day of a register entry has passed")
        default: nil
        }
    }
}
