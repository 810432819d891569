import Journal
import Kernel

extension OpenPoints {
    /// The name under which the operator answers to people.
    package static let operatorName = Setting(
        "operator.name", "Q-DD-09", of: .installation, clause: "DD-2.6", sandbox: "Qyzmet",
        expects: "a text of 1 to 200 characters",
        LocalizedText(kk: "оператордың атауы", ru: "название оператора", en: "operator's name")
    ) { (1...200).contains($0.count) }
    /// Where people reach the operator.
    package static let operatorContact = Setting(
        "operator.contact", "Q-DD-09", of: .installation, clause: "DD-2.6", sandbox: "127.0.0.1",
        expects: "a text of 1 to 300 characters",
        LocalizedText(
            kk: "оператордың байланыс деректері", ru: "контакты оператора",
            en: "operator's contacts")
    ) { (1...300).contains($0.count) }
    /// How long sign-ins and sessions are kept.
    package static let retentionSecurity = Setting(
        "retention.security", "Q-F-01", of: .installation, sandbox: RetentionTerms(years: 1),
        expects: RetentionTerms.expectation,
        LocalizedText(
            kk: "кіру және сеанс жазбаларының сақталу мерзімі",
            ru: "срок хранения записей о входах и сеансах",
            en: "how long records of sign-ins and sessions are kept"))
    /// How long the names of officials in changes are kept.
    package static let retentionAdministration = Setting(
        "retention.administration", "Q-F-01", of: .installation,
        sandbox: RetentionTerms(years: 10), expects: RetentionTerms.expectation,
        LocalizedText(
            kk: "басқару жазбаларының сақталу мерзімі",
            ru: "срок хранения записей об управлении",
            en: "how long records of administration are kept"))
    /// The file outside the store to which every signed head goes; relative to the data folder.
    package static let headsFile = Setting(
        "journal.headsFile", "Q-F-04", of: .installation, sandbox: "heads.jsonl", isPublic: false,
        expects: "a path",
        LocalizedText(
            kk: "журнал бастары жазылатын файл", ru: "файл голов журнала",
            en: "the file of the journal's heads")
    ) { !$0.isEmpty }
    /// Days after which an unconfirmed change lapses.
    package static let changeLapsesDays = Setting(
        "administration.changeLapsesDays", "Q-F-03", of: .installation, sandbox: 7,
        within: 1...90, shipped: true,
        LocalizedText(
            kk: "расталмаған өзгеріс неше күннен кейін күшін жояды",
            ru: "через сколько дней отпадает неподтверждённое изменение",
            en: "days after which an unconfirmed change lapses"))

    static let installation: [SettingDeclaration] = [
        operatorName.declaration, operatorContact.declaration, retentionSecurity.declaration,
        retentionAdministration.declaration, headsFile.declaration, changeLapsesDays.declaration,
    ]
}
