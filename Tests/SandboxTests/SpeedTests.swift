import Kernel
import Sandbox
import Testing

@Suite(.serialized) struct SpeedTests {
    /// Low enough for a busy machine: the aim is that a person costs the same wherever they stand.
    private var peoplePerSecondMin: Double {
        #if DEBUG
            1_000
        #else
            20_000
        #endif
    }

    @Test func `a million people can be made one after the other`() {
        let large = SyntheticWorld(today: today, people: 1_000_000)
        let blocks = 250
        let far = large.count / SyntheticWorld.blockSize - blocks
        let elapsed = ContinuousClock().measure {
            for block in far..<far + blocks { #expect(large.block(block).count == 20) }
        }
        let seconds =
            Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let rate = Double(blocks * SyntheticWorld.blockSize) / seconds
        #expect(rate > peoplePerSecondMin, "\(Int(rate)) people a second")
    }
}
