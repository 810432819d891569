import Kernel
import Testing

struct IdentifierTests {
    private enum Thing {}

    private let random = RandomSource { Array(repeating: 7, count: $0) }

    @Test func `names made in order sort in that order, to the millisecond`() {
        let moments: [Int64] = [0, 1, 31, 32, 1_000, 1_764_241_200_000, 1_764_241_200_001, 1 << 47]
        let names = moments.map {
            Identifier<Thing>(at: Instant(milliseconds: $0), random: random).text
        }
        #expect(names == names.sorted())
        #expect(Set(names).count == moments.count)
    }

    @Test func `a name with its moment has the shape of every other, and 80 random bits`() {
        let at = Instant(milliseconds: 1_764_241_200_000)
        let name = Identifier<Thing>(at: at, random: random)
        #expect(Identifier<Thing>(name.text) == name)
        let other = Identifier<Thing>(
            at: at, random: RandomSource { Array(repeating: 8, count: $0) })
        // 48 bits of time are nine letters and three bits of the tenth.
        #expect(name.text.prefix(9) == other.text.prefix(9))
        #expect(name != other)
    }
}
