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
    }
}
