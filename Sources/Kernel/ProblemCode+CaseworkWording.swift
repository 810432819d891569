extension ProblemCode {
    /// The wording of the problems of casework.
    var caseworkTitle: LocalizedText {
        switch self {
        case .applicationIncomplete:
            LocalizedText(
                kk: "Өтініш толық емес", ru: "Заявление неполное",
                en: "The application is not complete")
        case .caseNotInState:
            LocalizedText(
                kk: "Іс қазір бұл әрекетке жол бермейді",
                ru: "На этом этапе дела это действие невозможно",
                en: "The case does not allow this now")
        case .refusalIncomplete:
            LocalizedText(
                kk: "Бас тартуға тізімдегі негіз бен жазбаша дәлел керек",
                ru: "Для отказа нужны основание из перечня и письменное обоснование",
                en: "A refusal needs a ground of the list and reasons in words")
        case .fileNotAllowed:
            LocalizedText(
                kk: "Мұндай файл қабылданбайды", ru: "Такой файл не принимается",
                en: "Files of this kind are not taken")
        case .taskClosed:
            LocalizedText(
                kk: "Бұл жұмыс аяқталған", ru: "Эта работа уже завершена",
                en: "This piece of work is done already")
        case .taskTaken:
            LocalizedText(
                kk: "Бұл жұмысты басқа қызметкер алған немесе оны әлі ешкім алмаған",
                ru: "Эту работу взял другой сотрудник, или её ещё никто не взял",
                en: "Another official has this piece of work, or nobody has taken it yet")
        case .formOutdated:
            LocalizedText(
                kk: "Өтініш қызметтің бұрынғы нысанымен толтырылған",
                ru: "Заявление заполнено по прежней форме услуги",
                en: "The application was filled in on an earlier form of the service")
        case .courtRestriction:
            LocalizedText(
                kk: "Сот немесе сот орындаушысының шешімі күшінде",
                ru: "Действует решение суда или судебного исполнителя",
                en: "A decision of a court or a bailiff is in force")
        case .feeNotEvidenced:
            LocalizedText(
                kk: "Алымның төленгені расталмады", ru: "Уплата сбора не подтверждена",
                en: "There is no evidence that the fee was paid")
        case .draftChanged:
            LocalizedText(
                kk: "Қол қойылатын құжат өзгерді немесе ескірді: қайта оқып, қол қойыңыз",
                ru: "Документ на подпись изменился или устарел: прочтите его снова и подпишите",
                en: "The paper to be signed has changed or is too old: read it again, then sign")
        case .draftNotRead:
            LocalizedText(
                kk: "Бұл құжат әлі оқылмаған: алдымен ашып оқыңыз",
                ru: "Этот документ ещё не прочитан: сначала откройте и прочтите его",
                en: "This paper is not read yet: open and read it first")
        case .applicationLimit:
            LocalizedText(
                kk: "Өтініштің шегіне жетті", ru: "Достигнут предел заявления",
                en: "A limit of applications is reached")
        case .timeStampUnavailable:
            LocalizedText(
                kk: "Уақыт таңбасы қызметі жауап бермейді: нәтижеге қол қойылған жоқ",
                ru: "Служба меток времени не отвечает: результат не подписан",
                en: "The time-stamping service gives no time-stamp: the result is not signed")
        case .testBankRefused:
            LocalizedText(
                kk: "Тест сұрақтарының базасы қабылданбайды",
                ru: "Банк тестовых вопросов не принимается",
                en: "The test bank is not taken")
        case .lawDecisionRefused:
            LocalizedText(
                kk: "Құқық туралы мұндай шешім қабылданбайды",
                ru: "Такое решение о праве не принимается",
                en: "Such a decision about the law is not taken")
        case .sittingNotOpen:
            LocalizedText(
                kk: "Емтихан бұл әрекетке қазір жол бермейді",
                ru: "Экзамен сейчас не позволяет этого",
                en: "The examination does not allow this now")
        case .sittingOver:
            LocalizedText(
                kk: "Емтихан аяқталды: сақталған жауаптар есепке алынады",
                ru: "Экзамен окончен: засчитываются сохранённые ответы",
                en: "The examination is over: the answers that were saved count")
        case .dutyDone:
            LocalizedText(
                kk: "Бұл міндеттің орындалғаны бұрын жазылған",
                ru: "Исполнение этой обязанности уже внесено",
                en: "Evidence of this duty is on record already")
        default: LocalizedText(kk: rawValue, ru: rawValue, en: rawValue)
        }
    }
}
