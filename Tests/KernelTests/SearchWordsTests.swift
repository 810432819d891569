import Kernel
import Testing

@Suite struct SearchWordsTests {
    @Test func `letters are folded alike, whatever their case and keyboard`() {
        #expect(SearchWords.words(in: "ҚАЗАҚМЫС") == SearchWords.words(in: "казакмыс"))
        #expect(SearchWords.words(in: "Өндіріс Ұлт Үй Һ") == ["ондирис", "улт", "уй", "х"])
        #expect(SearchWords.words(in: "«Ёлка-2», №7/б") == ["елка", "2", "7", "б"])
        #expect(SearchWords.words(in: " \n·— ") == [])
        #expect(
            SearchWords.words(in: String(repeating: "я", count: 100)).map(\.count)
                == [SearchWords.lengthMax])
        // One letter with a hundred marks is no longer than a database counts.
        let marked = "a" + String(repeating: "\u{301}", count: 100)
        #expect(
            SearchWords.words(in: marked).map(\.unicodeScalars.count) == [SearchWords.lengthMax])
    }
}
