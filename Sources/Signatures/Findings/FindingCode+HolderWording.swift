import Kernel

extension FindingCode {
    var chainText: LocalizedText {
        switch self {
        case .certificateUntrusted:
            LocalizedText(
                kk: "Сертификат сенімді куәландырушы орталыққа апармайды.",
                ru: "Сертификат не ведёт к доверенному удостоверяющему центру.",
                en: "The certificate does not lead to a trusted authority.")
        case .certificateSignatureInvalid:
            LocalizedText(
                kk: "Сертификаттағы орталықтың қолтаңбасы жарамсыз.",
                ru: "Подпись центра на сертификате недействительна.",
                en: "The authority's signature on the certificate is not valid.")
        case .certificateAlgorithmNotAllowed:
            LocalizedText(
                kk: "Сертификатқа қабылданбайтын немесе ескірген алгоритммен қол қойылған.",
                ru: "Сертификат подписан непринимаемым или устаревшим алгоритмом.",
                en: "The certificate is signed with an algorithm that is outdated or not accepted.")
        case .certificateNotYetValid:
            LocalizedText(
                kk: "Тексеру сәтінде сертификат әлі күшіне енбеген.",
                ru: "На момент проверки сертификат ещё не действовал.",
                en: "At the moment of judgement the certificate was not valid yet.")
        case .certificateExpired:
            LocalizedText(
                kk: "Тексеру сәтінде сертификаттың мерзімі өткен.",
                ru: "На момент проверки срок сертификата истёк.",
                en: "At the moment of judgement the certificate had expired.")
        case .issuerNotAuthority:
            LocalizedText(
                kk: "Сертификатты басқаларға сертификат беруге құқығы жоқ адам берген.",
                ru: "Сертификат выдал тот, кто не вправе выдавать сертификаты.",
                en: "The certificate was issued by one who may not issue certificates.")
        case .pathTooLong:
            LocalizedText(
                kk: "Сертификаттар тізбегі рұқсат етілгеннен ұзын.",
                ru: "Цепочка сертификатов длиннее допустимой.",
                en: "The chain of certificates is longer than is allowed.")
        case .criticalExtensionUnknown:
            LocalizedText(
                kk: "Сертификатта белгісіз міндетті кеңейтім бар.",
                ru: "В сертификате есть неизвестное обязательное расширение.",
                en: "The certificate has a critical extension that is not known here.")
        default:
            LocalizedText(
                kk:
                    "Сертификаттағы шектеуді мұнда толық тексеру мүмкін емес, сондықтан ол қабылданбайды.",
                ru:
                    "Ограничение в сертификате здесь нельзя проверить полностью, поэтому он не принят.",
                en:
                    "A restriction in the certificate cannot be checked fully here, so it is refused."
            )
        }
    }

    var holderText: LocalizedText {
        switch self {
        case .keyUsageForbids:
            LocalizedText(
                kk: "Бұл кілт мұндай әрекетке арналмаған.",
                ru: "Этот ключ не предназначен для такого действия.",
                en: "This key is not meant for this.")
        case .roleNotAllowed:
            LocalizedText(
                kk: "Сертификаттағы рөл бұл әрекетке құқық бермейді.",
                ru: "Роль в сертификате не даёт права на это действие.",
                en: "The role in the certificate does not allow this.")
        case .policyNotAllowed:
            LocalizedText(
                kk: "Сертификат мұнда қабылданатын саясат бойынша берілмеген.",
                ru: "Сертификат выдан не по той политике, которая здесь принимается.",
                en: "The certificate was not issued under a policy that is accepted here.")
        case .wrongSigner:
            LocalizedText(
                kk: "Қолтаңба дұрыс, бірақ ол күтілген тұлғанікі емес.",
                ru: "Подпись верна, но принадлежит не тому, кто должен был подписать.",
                en: "The signature is sound, but not of the one who had to sign.")
        case .certificateRevoked:
            LocalizedText(
                kk: "Сертификат тексеру сәтіне дейін қайтарып алынған.",
                ru: "Сертификат отозван до момента проверки.",
                en: "The certificate was revoked before the moment of judgement.")
        case .certificateNotIssued:
            LocalizedText(
                kk: "Куәландырушы орталық мұндай сертификат бермегенін айтады.",
                ru: "Удостоверяющий центр сообщает, что не выдавал такого сертификата.",
                en: "The authority says that it never issued this certificate.")
        case .revocationUnknown:
            LocalizedText(
                kk: "Сертификаттың қайтарып алынған-алынбағанын анықтау мүмкін болмады.",
                ru: "Не удалось узнать, отозван ли сертификат.",
                en: "It could not be found out whether the certificate is revoked.")
        default:
            LocalizedText(
                kk: "Сертификаттың қайтарып алынғаны тексерілген жоқ.",
                ru: "Отзыв сертификата не проверялся.",
                en: "Whether the certificate is revoked was not checked.")
        }
    }

    var timeStampText: LocalizedText {
        switch self {
        case .timeStampMissing:
            LocalizedText(
                kk: "Қолтаңбада уақыт белгісі жоқ.", ru: "В подписи нет метки времени.",
                en: "The signature has no time-stamp.")
        case .timeStampMalformed:
            LocalizedText(
                kk: "Уақыт белгісі оқылмайды.", ru: "Метка времени не читается.",
                en: "The time-stamp cannot be read.")
        case .timeStampRefused:
            LocalizedText(
                kk: "Қызмет уақыт белгісін беруден бас тартты.",
                ru: "Служба отказалась поставить метку времени.",
                en: "The service refused to give a time-stamp.")
        case .timeStampImprintDiffers:
            LocalizedText(
                kk: "Уақыт белгісі басқа деректерге қойылған.",
                ru: "Метка времени поставлена на другие данные.",
                en: "The time-stamp is one of other data.")
        case .timeStampNonceDiffers:
            LocalizedText(
                kk: "Уақыт белгісі басқа сұрауға жауап береді.",
                ru: "Метка времени отвечает на другой запрос.",
                en: "The time-stamp answers another request.")
        case .timeStampPolicyNotAllowed:
            LocalizedText(
                kk: "Уақыт белгісінің саясаты мұнда қабылданбайды.",
                ru: "Политика метки времени здесь не принимается.",
                en: "The time-stamp's policy is not accepted here.")
        case .timeStampPurposeMissing:
            LocalizedText(
                kk: "Сертификат уақыт белгісін қоюға арналмаған.",
                ru: "Сертификат не предназначен для меток времени.",
                en: "The certificate is not meant for time-stamping.")
        default:
            LocalizedText(
                kk: "Уақыт белгісінің қолтаңбасы жарамсыз.",
                ru: "Подпись метки времени недействительна.",
                en: "The time-stamp's signature is not valid.")
        }
    }
}
