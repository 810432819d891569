/// The people whom stories and documentation know by name: the same indexes in every world.
package enum NamedPerson: Int, CaseIterable, Sendable {
    /// Асқар Нұрланов, Astana: the citizen of the main story; two children, a licence, a car.
    case citizen = 0
    /// Әсел Нұрланова, his wife, born on 29 February.
    case citizensWife = 1
    /// Аружан, their daughter, ten this year or just before.
    case citizensDaughter = 2
    /// Әлихан, their son, six this year or just before.
    case citizensSon = 3
    /// Ерлан Сейтқали, Astana: the policeman who checks documents.
    case policeman = 4
    /// Күләш Бекова, Akkol: receives targeted social assistance and raises her grandson.
    case grandmother = 5
    /// Дәурен Беков, Akkol: an orphan; his grandmother is his appointed guardian.
    case grandson = 6
    /// Иван Соколов, Akkol: has no number in the mobile citizens' base.
    case personWithoutPhone = 7
    /// Виктория Ким, Almaty: works at the bank that asks for documents.
    case bankClerk = 8
    /// Гүлнұр Оспанова, Akkol: alone with a son who comes of age in three days.
    case motherOfAlmostAdult = 9
    /// Санжар Оспанов, Akkol: comes of age three days after `today`.
    case almostAdult = 10
    /// Пётр Громов, Almaty: died 40 days before `today`.
    case deceased = 11
    /// Ольга Громова, Almaty: his widow.
    case widow = 12
    /// Рена Юсупова, Almaty: was a guardian until 100 days before `today`.
    case formerGuardian = 13
    /// Азиз Юсупов, Almaty: twelve, has got another guardian.
    case wardOfTwo = 14
    /// Замира Тохтарова, Almaty: his guardian for the last 100 days.
    case presentGuardian = 15
    /// Тимур Юсупов, Almaty: three vehicles and an expired licence.
    case expiredDriver = 16
    /// Дмитрий Шевченко, Karaganda: suspended licence; lost identity card without a new one.
    case suspendedDriver = 17
    /// Данияр Әлімжан, Shymkent: a graduate who is served in English.
    case graduate = 18
    /// Сапар Әлімжан, Shymkent: his grandfather, registered with the same number.
    case grandfather = 19
}
