import Kernel

extension KeyProfile {
    /// For what the key was made, in a sentence.
    package var text: LocalizedText {
        switch self {
        case .universal2022:
            LocalizedText(
                kk: "Кілт 2022–2023 жылғы үлгіде: қол қоюға да, жүйеге кіруге де арналған.",
                ru: "Ключ образца 2022–2023 годов: для подписи и для входа.",
                en: "The key is of the form of 2022 and 2023: for signing documents and for "
                    + "signing in.")
        case .universal2024:
            LocalizedText(
                kk: "Кілт 2024 жылдан бергі үлгіде: қол қоюға да, жүйеге кіруге де арналған.",
                ru: "Ключ образца с 2024 года: для подписи и для входа.",
                en: "The key is of the form since 2024: for signing documents and for signing in.")
        case .signing:
            LocalizedText(
                kk: "Кілт тек құжаттарға қол қоюға арналған (2022 жылға дейінгі RSA не GOST).",
                ru: "Ключ предназначен только для подписи документов (GOST или RSA до 2022 года).",
                en: "The key is for signing documents alone (GOST or RSA from before 2022).")
        case .authentication:
            LocalizedText(
                kk: "Кілт тек жүйеге кіруге арналған (AUTH), құжатқа қол қоюға емес.",
                ru: "Ключ предназначен только для входа (AUTH), не для подписи документов.",
                en: "The key is for signing in alone (AUTH), not for documents.")
        case .other:
            LocalizedText(
                kk: "Кілттің сертификатта жазылған мақсаты бұған сай келмейді.",
                ru: "Назначение ключа, записанное в сертификате, для этого не подходит.",
                en: "What the certificate says the key is for does not fit this.")
        }
    }
}
