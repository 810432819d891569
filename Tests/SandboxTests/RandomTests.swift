import Kernel
import Testing

@testable import Sandbox

@Suite struct RandomTests {
    @Test func `the generator gives the published numbers`() {
        var random = SplitMix64(seed: 1_234_567)
        let numbers = (0..<5).map { _ in random.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func `streams of the same person differ`() {
        var cards = SplitMix64(seed: 1, stream: .identityCards, index: 7)
        var phones = SplitMix64(seed: 1, stream: .phones, index: 7)
        #expect(cards.next() != phones.next())
    }

    @Test func `numbers stay below the bound and reach both ends`() {
        var random = SplitMix64(seed: 3)
        let numbers = Set((0..<2000).map { _ in random.below(7) })
        #expect(numbers == Set(0..<7))
        #expect((0..<2000).allSatisfy { _ in (3...5).contains(random.within(3...5)) })
    }

    @Test func `scattering never repeats and goes back`() {
        let scatter = Scatter(modulus: 4900, multiplier: 2741, seed: 9)
        let scattered = (0..<4900).map(scatter.scattered)
        #expect(Set(scattered).count == 4900)
        #expect(scattered.enumerated().allSatisfy { scatter.gathered($0.element) == $0.offset })
    }
}
