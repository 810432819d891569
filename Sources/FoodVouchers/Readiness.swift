import Kernel

/// What must be shown before a pilot starts (FV-O.5, FV-O.6).
package enum ReadinessPoint: String, Sendable, Hashable, CaseIterable {
    /// Connected to the service that controls access to personal data (FV-O.5.1).
    case accessControl
    /// Tests of information security with a positive result (FV-O.6.1).
    case securityTests
    /// The agreement on joint work on information security (FV-O.6.2).
    case jointWork
    /// An operations centre of one's own or by contract, with its link to the national one (FV-O.6.3).
    case operationsCentre
    /// The Unified Requirements are kept (FV-O.6.4).
    case unifiedRequirements

    /// The clause that asks for it.
    package var clause: Clause {
        switch self {
        case .accessControl: "FV-O.5.1"
        case .securityTests: "FV-O.6.1"
        case .jointWork: "FV-O.6.2"
        case .operationsCentre: "FV-O.6.3"
        case .unifiedRequirements: "FV-O.6.4"
        }
    }

    /// What it is called.
    package var name: LocalizedText {
        switch self {
        case .accessControl:
            LocalizedText(
                kk: "дербес деректерге қол жеткізуді бақылау сервисіне қосылу",
                ru: "подключение к сервису контроля доступа к персональным данным",
                en: "connection to the service controlling access to personal data")
        case .securityTests:
            LocalizedText(
                kk: "ақпараттық қауіпсіздік сынақтарының оң хаттамалары",
                ru: "протоколы испытаний ИБ с положительным результатом",
                en: "positive protocols of information-security tests")
        case .jointWork:
            LocalizedText(
                kk: "ақпараттық қауіпсіздік жөніндегі бірлескен жұмыс туралы шарт",
                ru: "договор о совместных работах по ИБ",
                en: "agreement on joint work on information security")
        case .operationsCentre:
            LocalizedText(
                kk: "ақпараттық қауіпсіздіктің жедел орталығы және Ұлттық орталықпен байланыс",
                ru: "оперативный центр ИБ и связь с Национальным центром",
                en: "security operations centre and its link to the national centre")
        case .unifiedRequirements:
            LocalizedText(
                kk: "Бірыңғай талаптардың сақталуы", ru: "соответствие Единым требованиям",
                en: "compliance with the Unified Requirements")
        }
    }

    /// Makes sure that nothing is missing.
    ///
    /// - Throws: `pilotNotReady` that names all that is.
    package static func check(recorded: Set<ReadinessPoint>) throws(Refusal) {
        let missing = allCases.filter { !recorded.contains($0) }
        guard let first = missing.first else { return }
        func list(_ language: Language) -> String {
            missing.map { "\($0.name[language]) (\($0.clause))" }.joined(separator: "; ")
        }
        throw Refusal(
            .pilotNotReady, LocalizedText(kk: list(.kk), ru: list(.ru), en: list(.en)),
            clause: first.clause)
    }
}
