import Kernel
import Sandbox
import Testing

@Suite struct PlaceTests {
    @Test func `codes are different and lie in their region`() {
        #expect(Set(Places.all.map(\.kato)).count == Places.all.count)
        #expect(Places.all.allSatisfy { $0.kato.hasPrefix($0.region.rawValue) })
        #expect(Places.all.allSatisfy { $0.kato.utf8.count == 9 })
        #expect(Set(Places.all.map(\.region)) == Set(Region.allCases))
    }

    @Test func `Akkol is the town of the pilot`() {
        #expect(Places.akkol.kato == "113220100")
        #expect(Places.akkol.full.ru == "Акмолинская область, Аккольский район, город Акколь")
        #expect(Places.place(kato: "710000000")?.full.en == "Astana")
        #expect(Places.place(kato: "000000000") == nil)
    }
}
