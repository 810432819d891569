import Kernel

extension RevocationStatus.Uncertainty {
    /// Why nobody could say, in a sentence.
    package var text: LocalizedText {
        switch self {
        case .noEvidence:
            LocalizedText(
                kk: "Қайтарып алынғандар тізімі де, OCSP жауабы да қолда жоқ.",
                ru: "Нет ни списка отозванных сертификатов, ни ответа OCSP.",
                en: "There is neither a list of revoked certificates nor an OCSP answer.")
        case .stale:
            LocalizedText(
                kk: "Тізім не жауап бұл сәт үшін тым ескі, немесе тізімнің жаңартуы (дельта) "
                    + "алынбады.",
                ru: "Список или ответ слишком старый для этого момента, или не получено "
                    + "дополнение к списку (дельта).",
                en: "The list or answer is too old for this moment, or the update of the list "
                    + "(its delta) could not be had.")
        case .fromFuture:
            LocalizedText(
                kk: "Тізім не жауап болашақ уақытпен белгіленген.",
                ru: "Список или ответ помечен будущим временем.",
                en: "The list or answer bears a time in the future.")
        case .notAuthorised:
            LocalizedText(
                kk: "Тізімге не жауапқа орталық өкілеттік бермеген тұлға қол қойған.",
                ru: "Список или ответ подписал тот, кого центр на это не уполномочил.",
                en: "The list or answer is signed by one whom the authority did not empower.")
        case .signatureInvalid:
            LocalizedText(
                kk: "Тізімнің не жауаптың қолтаңбасы жарамсыз.",
                ru: "Подпись списка или ответа недействительна.",
                en: "The signature of the list or answer is not valid.")
        case .scopeNotSupported:
            LocalizedText(
                kk: "Тізім не жауап барлық сертификатты қамтымайды, ал мұндай шектеу мұнда "
                    + "қолданылмайды.",
                ru: "Список или ответ охватывает не все сертификаты, а такое ограничение здесь "
                    + "не разбирается.",
                en: "The list or answer does not cover every certificate, in a way that is not "
                    + "followed here.")
        case .responderDoesNotKnow:
            LocalizedText(
                kk: "OCSP қызметі бұл сертификатты білмейді немесе жауап бере алмайды.",
                ru: "Служба OCSP не знает этого сертификата или не может ответить.",
                en: "The OCSP service does not know the certificate, or cannot answer.")
        case .tryLater:
            LocalizedText(
                kk: "OCSP қызметі бос емес: кейінірек сұрау керек.",
                ru: "Служба OCSP занята: нужно спросить позже.",
                en: "The OCSP service is busy and must be asked later.")
        case .otherCertificate:
            LocalizedText(
                kk: "Жауап басқа сертификат туралы.",
                ru: "Ответ о другом сертификате.",
                en: "The answer is about another certificate.")
        case .malformed:
            LocalizedText(
                kk: "Тізімді не жауапты оқу мүмкін болмады.",
                ru: "Список или ответ не удалось прочитать.",
                en: "The list or answer could not be read.")
        }
    }
}
