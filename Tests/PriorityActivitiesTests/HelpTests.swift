import Kernel
import Regulations
import Testing

@testable import PriorityActivities

/// Help from a plain description: quotes, in three languages, and no part in the verdict.
struct HelpTests {
    private let help = try? ActivityHelp(file: Regulations.activityHelp)

    @Test(arguments: [
        ("Мы разрабатываем маркетплейс для продавцов", 14, "маркетплейс"),
        ("Біз жасанды интеллект негізінде чат-бот жасаймыз", 13, "жасанды интеллект"),
        ("We run a Data Center for our clients", 19, "Data Center"),
        ("Продаём игры для телефонов", 16, "игры"),
        ("Курсы программирования для школ", 17, "Курсы"),
        ("Ақпараттық қауіпсіздік құралдарын орнатамыз", 9, "Ақпараттық қауіпсіздік"),
        ("GPS trackers for buses", 12, "GPS"),
    ])
    func `items are suggested with the words that matched`(
        _ text: String, _ item: Int, _ quote: String
    ) throws {
        let found = try #require(help).suggestions(for: text)
        #expect(found.first { $0.item == item }?.quotes.contains(quote) == true, "\(found)")
        for suggestion in found {
            for words in suggestion.quotes { #expect(text.contains(words)) }
        }
    }

    @Test func `words that match nothing suggest nothing, short stems match whole words only`()
        throws
    {
        let help = try #require(help)
        #expect(help.suggestions(for: "Мы печём хлеб").isEmpty)
        #expect(help.suggestions(for: "").isEmpty)
        #expect(help.suggestions(for: "Чипсы и нирвана").isEmpty)
        #expect(help.suggestions(for: "VR").map(\.item) == [18])
    }

    /// What people say of their work, in none of the words of the item's name.
    private static let descriptions: [(item: Int, kk: String, ru: String, en: String)] = [
        (
            1, "Дүкендерге есеп жүргізетін қосымша жасап, жазылым сатамыз",
            "Пишем учётное приложение для магазинов и продаём подписку",
            "We write an accounting app and sell subscriptions"
        ),
        (
            2, "Клиникаларға пациенттерді тіркейтін портал құрамыз",
            "Создаём для банка личный кабинет и портал заявок",
            "We build an ERP and a customer portal for a factory"
        ),
        (
            3, "Сатылым кестелерінен заңдылық іздейміз",
            "Ищем закономерности в продажах, готовим аналитику",
            "We look for patterns in sales tables: analytics for retailers"
        ),
        (
            4, "Жаңа материалдарға эксперимент жасайтын ғылыми топ",
            "Ставим научные эксперименты со связью",
            "A laboratory doing experimental work on new physics"
        ),
        (
            5, "Микросхема жобалап, баспа платаларын құрастырамыз",
            "Проектируем микросхемы и паяем печатные платы",
            "We design chips and solder circuit boards"
        ),
        (
            6, "Қоймаға арналған манипулятор жасаймыз",
            "Делаем манипуляторы для склада",
            "We build manipulators for a warehouse"
        ),
        (
            7, "Қоймадағы тауарға арналған антенна мен радар шығарамыз",
            "Ставим антенны и метки на складах",
            "We make antennas and contactless tags for goods"
        ),
        (
            8, "Маршрутизатор мен саусақ ізін оқитын құлып шығарамыз",
            "Выпускаем маршрутизаторы и замки с отпечатком пальца",
            "We make routers and fingerprint locks"
        ),
        (
            9, "Антивирус орнатып, шифрлау баптаймыз",
            "Ставим антивирусы и настраиваем шифрование",
            "We install firewalls and set up encryption"
        ),
        (
            10, "Өнімді Kubernetes арқылы провайдерде жұмыс істетеміз",
            "Запускаем продукт в Kubernetes у провайдера",
            "We run our product on AWS and Kubernetes"
        ),
        (
            11, "Токен мен смарт-келісімшарт шығарамыз",
            "Выпускаем токены и смарт-контракты",
            "We write smart contracts and issue tokens"
        ),
        (
            12, "Егінжайға арналған дрон жасаймыз",
            "Дроны для полей и GPS-трекеры для автобусов",
            "Drones for fields and GPS trackers for buses"
        ),
        (
            13, "Клиентке жауап беретін нейрожелі жасаймыз",
            "Обучаем нейросети отвечать клиентам",
            "We tune neural networks to answer clients"
        ),
        (
            14, "Сатушы мен сатып алушыны қосатын маркетплейс",
            "Маркетплейс, где продавцы находят покупателей",
            "A marketplace where sellers meet buyers"
        ),
        (
            15, "Жылыжайдағы датчик суаруды өзі қосады",
            "Датчики в теплице сами включают полив",
            "Sensors in a greenhouse switch the water on"
        ),
        (
            16, "Unity-де шутер жасап, кейіпкерлер сатамыз",
            "Делаем шутер на Unity и продаём персонажей",
            "We make a shooter for phones and sell characters"
        ),
        (
            17, "Ересектерге Python курсын жүргіземіз",
            "Ведём курсы по Python для взрослых",
            "A bootcamp and courses in Python for adults"
        ),
        (
            18, "Шахтерлерге арналған VR дулыға",
            "VR-шлем с тренажёром для шахтёров",
            "A VR headset for miners"
        ),
        (
            19, "Серверлерді жалға береміз, хостинг",
            "Сдаём серверы в аренду, хостинг",
            "We rent out servers and colocation racks"
        ),
    ]

    @Test func `every item is found by what people say of their work, not by its name`() throws {
        let help = try #require(help)
        #expect(Self.descriptions.map(\.item) == Array(1...19))
        for (number, kk, ru, en) in Self.descriptions {
            let item = try #require(rules.item(number))
            for (language, text) in [(Language.kk, kk), (.ru, ru), (.en, en)] {
                // The first letters of the name's words, whatever their endings.
                let name = words(item.title[language]).filter { $0.count > 3 }
                    .map { String($0.prefix(5)) }
                let shared = words(text).filter { word in name.contains { word.hasPrefix($0) } }
                #expect(shared.isEmpty, "item \(number) \(language): \(shared)")
                // The page shows six suggestions.
                let found = help.suggestions(for: text).prefix(6)
                #expect(found.contains { $0.item == number }, "item \(number): \(text)")
                for quote in found.flatMap(\.quotes) { #expect(text.contains(quote)) }
            }
        }
    }

    private func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    @Test func `every item can be found in every language`() throws {
        let help = try #require(help)
        for item in rules.items {
            let found = Language.allCases.filter { language in
                help.suggestions(for: item.title[language]).contains { $0.item == item.number }
            }
            #expect(found.count == 3, "item \(item.number): \(found)")
        }
    }
}
