import Kernel
import UseCases

/// What pages say of what the state holds already, and of attested organisations.
enum HoldingWords {
    static let notAsked = LocalizedText(
        kk: "Мемлекетте бар, тіркеудің қажеті жоқ.", ru: "Есть у государства, прилагать не нужно.",
        en: "Held by the state, need not be attached.")
    static let unavailable = LocalizedText(
        kk: "Ұйымдар тізілімі жауап бермейді", ru: "Реестр организаций не отвечает",
        en: "The register of organisations does not answer")
    static let unavailableMore = LocalizedText(
        kk: "Мемлекетте не бары қазір белгісіз. Кейінірек қайталаңыз немесе құжаттың файлын "
            + "тіркеңіз.",
        ru: "Сейчас неизвестно, что уже есть у государства. Попробуйте позже или приложите файл.",
        en: "What the state holds is not known now. Try again later, or attach the file.")
    static let attestedBy = LocalizedText(
        kk: "Ұйым сол күні аттестатталған", ru: "Организация была аттестована на этот день",
        en: "The organisation was attested on that day")
    static let notAttested = LocalizedText(
        kk: "Тізілімде ұйымның бұл күнге аттестаты жоқ",
        ru: "В реестре нет аттестата организации на этот день",
        en: "The register shows no attestation of the organisation on that day")
    static let notAttestedMore = LocalizedText(
        kk: "Қорытынды аттестатталған ұйымнан болуы керек. Бұрын берілген аттестат осы тізілімде "
            + "болмауы мүмкін. Норма:",
        ru:
            "Заключение даёт аттестованная организация. Аттестата, выданного раньше, в этом реестре "
            + "может не быть. Норма:",
        en:
            "The opinion is given by an attested organisation. An attestation of an earlier time may "
            + "not be in this register. Clause:")
    static let unreadable = LocalizedText(
        kk: "Ұйымның БСН-і немесе күні дұрыс жазылмаған: аттестатты тексеру мүмкін емес",
        ru: "БИН организации или день записаны неверно: аттестат не проверить",
        en: "The BIN of the organisation or the day is not right: its attestation cannot be looked "
            + "up")

    static func source(_ source: StateHoldings.Source) -> LocalizedText {
        switch source {
        case .own(let register):
            LocalizedText(
                kk: "Ашық тізілім: \(register)", ru: "Открытый реестр: \(register)",
                en: "Public register: \(register)")
        case .organisations:
            LocalizedText(
                kk: "Ұйымдар мен лицензиялар тізілімі", ru: "Реестр организаций и лицензий",
                en: "Register of organisations and licences")
        }
    }
}
