import Kernel
import UseCases

/// A firm of the sandbox's park with its story: one for each way in which a verdict can go.
package struct ParkFirm: Sendable {
    /// A paper in the park's registers.
    package struct Paper: Sendable {
        /// The register.
        package let kind: ActivityEvidence.Kind
        /// Its number.
        package let number: String
        /// In how many days from the sandbox's first it ends; nil for no end.
        package let endsInDays: Int?
    }

    /// The firm.
    package let entity: LegalEntity
    /// Its papers.
    package let papers: [Paper]
    /// What its activity is called.
    package let title: String
    /// The item that it claims.
    package let item: Int
    /// On what its words rest.
    package let source: String
    /// One value for each fact that it states.
    package let facts: [String: String]
    /// What can be seen by it.
    package let story: LocalizedText

    /// Acts for all of them.
    package static let representative = NamedPerson.graduate

    private static func participant(_ number: Int, endsInDays: Int? = nil) -> Paper {
        Paper(kind: .participants, number: "SANDBOX-\(number)", endsInDays: endsInDays)
    }

    private static func extract(_ number: Int, endsInDays: Int?) -> Paper {
        Paper(kind: .producerExtracts, number: "SANDBOX-KZ-\(number)", endsInDays: endsInDays)
    }

    /// Every firm.
    package static let all: [ParkFirm] = {
        let firms = LegalEntities.technologyFirms
        return [
            ParkFirm(
                entity: firms[0], papers: [participant(1), extract(1, endsInDays: 400)],
                title: "Бухгалтерлік бағдарлама", item: 1, source: "SANDBOX, шарт № 14",
                facts: ["subject": "software", "operation": "development"],
                story: LocalizedText(
                    kk: "Бәрі дұрыс: қызметі басым, өз өндірісі көрсетілген.",
                    ru:
                        "Всё в порядке: деятельность приоритетна, собственное производство показано.",
                    en: "All is well: a priority activity, own production is shown.")),
            ParkFirm(
                entity: firms[1], papers: [participant(2), extract(2, endsInDays: 20)],
                title: "Қойма роботының жобасы", item: 6, source: "SANDBOX, шарт № 15",
                facts: [
                    "subject": "robotics", "operation": "developmentStage", "stage": "design",
                ],
                story: LocalizedText(
                    kk: "Үзіндісінің мерзімі 20 күннен кейін бітеді: ескерту келеді.",
                    ru: "Выписка истекает через 20 дней: приходит предупреждение.",
                    en: "The extract runs out in 20 days: a notice comes.")),
            ParkFirm(
                entity: firms[2], papers: [participant(3)], title: "Базар Онлайн", item: 14,
                source: "SANDBOX, бағдарламаға құқық туралы куәлік № 3141",
                facts: [
                    "subject": "tradingPlatform", "platformRealTime": "yes",
                    "platformDeals": "yes", "rightHolder": "declarant",
                    "platformService": "platformAccess",
                ],
                story: LocalizedText(
                    kk: "Сауда алаңы өз бағдарламасымен; өз өндірісінің үзіндісі жоқ.",
                    ru: "Торговая площадка на своей программе; выписки о производстве нет.",
                    en: "A trading platform on its own program; no extract of production.")),
            ParkFirm(
                entity: firms[3], papers: [participant(4)], title: "Деректерді өңдеу орталығы",
                item: 19, source: "SANDBOX, шарт № 16",
                facts: [
                    "subject": "computingInfrastructure", "operation": "service",
                    "infrastructureUse": "computing", "clients": "digitalMiners",
                ],
                story: LocalizedText(
                    kk: "Майнерлерге қызмет көрсетеді: 19-тармаққа жатпайды.",
                    ru: "Обслуживает майнеров: пункт 19 не подходит.",
                    en: "Serves miners: item 19 does not cover it.")),
            ParkFirm(
                entity: firms[4], papers: [participant(5), extract(5, endsInDays: -15)],
                title: "Әкімдіктің ақпараттық жүйесі", item: 2, source: "SANDBOX, шарт № 17",
                facts: [
                    "subject": "informationSystem", "operation": "creation",
                    "systemOwner": "stateBody",
                ],
                story: LocalizedText(
                    kk: "Мемлекеттік органның жүйесін жасайды, үзіндісінің мерзімі өткен.",
                    ru: "Создаёт систему государственного органа, выписка просрочена.",
                    en: "Makes a state body's system; the extract has expired.")),
            ParkFirm(
                entity: firms[5], papers: [participant(6, endsInDays: -40)],
                title: "Радиожиілік таңбаларын сынау", item: 7, source: "SANDBOX, шарт № 18",
                facts: [
                    "subject": "radioTechnology", "operation": "developmentStage",
                    "stage": "testing",
                ],
                story: LocalizedText(
                    kk: "Бұйрық жеке кезең туралы анық айтпаған: жауап – «айту мүмкін емес».",
                    ru: "Об отдельном этапе приказ сказал неясно: ответ – «сказать нельзя».",
                    en: "The order is unclear about a single stage: the answer is “cannot tell”.")),
        ]
    }()
}
