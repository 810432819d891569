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
