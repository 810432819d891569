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
        // One letter with a hundred marks is that letter.
        let marked = "a" + String(repeating: "\u{301}", count: 100)
        #expect(SearchWords.words(in: marked) == ["a"])
    }

    @Test(arguments: [
        // The same letter in two code points, as some systems and keyboards give it.
        ("Йод", "И\u{306}ОД"), ("ЁЛКА", "е\u{308}лка"), ("Нұр", "НҰР"), ("é", "E\u{301}"),
        // A Kazakh letter typed as a Russian one with a mark.
        ("ҚҰРЫЛЫС", "К\u{0321}У\u{0335}РЫЛЫС"), ("ғимарат", "г\u{0335}имарат"),
        ("Әуежай", "ӘУЕЖАЙ"), ("Өңір", "өңір"), ("Үй", "ҮЙ"), ("һ", "Һ"), ("Іс", "ІС"),
    ])
    func `a text is found however its letters are written`(_ one: String, _ other: String) {
        let (first, second) = (SearchWords.words(in: one), SearchWords.words(in: other))
        // What a database compares are bytes, not what looks alike.
        #expect(first.map { Array($0.utf8) } == second.map { Array($0.utf8) })
        let apart = SearchWords.words(in: String(decodingApart: one))
        #expect(apart.map { Array($0.utf8) } == first.map { Array($0.utf8) })
    }
}

extension String {
    /// `й`, `ё` and `é` as a letter and a mark.
    fileprivate init(decodingApart text: String) {
        let marks: [Character: String] = [
            "й": "и\u{306}", "Й": "И\u{306}", "ё": "е\u{308}", "Ё": "Е\u{308}",
            "é": "e\u{301}",
        ]
        self = text.map { marks[$0] ?? String($0) }.joined()
    }
}
