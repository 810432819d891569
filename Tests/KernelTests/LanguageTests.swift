import Kernel
import Testing

struct LanguageTests {
    @Test(
        arguments: [
            (nil, .kk), ("", .kk), ("*", .kk), ("de, fr;q=0.9", .kk), ("ru", .ru), ("EN-gb", .en),
            ("en-US,en;q=0.9,ru;q=0.8", .en), ("de, ru;q=0.5, en;q=0.6", .en),
            ("kk;q=0.1, ru;q=0.2", .ru), ("ru;q=0, en;q=0.1", .en), ("ru;Q=0.1, en;q=0.2", .en),
            ("ru;q=abc, en;q=0.1", .en), ("ru;q=nan, en;q=0.1", .en),
            ("ru ; q=0.3 , kk ; q=0.4", .kk),
            ("en, ru", .en), (",,;,ru,", .ru), ("english", .kk),
        ] as [(String?, Language)])
    func `the header chooses the best of three languages, Kazakh when none`(
        _ header: String?, _ language: Language
    ) {
        #expect(Language(acceptLanguage: header) == language)
    }

    @Test func `a header of any length is read in bounded time`() {
        let header = String(repeating: "de;q=0.9,", count: 100_000) + "ru"
        #expect(Language(acceptLanguage: header) == .kk)
    }

    @Test func `trimming takes blanks at both sides only`() {
        #expect(" \t a b\r\n".trimmed == "a b")
        #expect(" \n ".trimmed == "")
    }
}
