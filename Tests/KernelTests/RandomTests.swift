import Kernel
import Synchronization
import Testing

struct RandomTests {
    /// A source that gives these bytes and counts how often it was asked.
    private final class Script: Sendable {
        private let state: Mutex<(bytes: [UInt8], calls: Int)>

        init(_ bytes: [UInt8]) { state = Mutex((bytes, 0)) }

        var calls: Int { state.withLock { $0.calls } }

        var source: RandomSource {
            RandomSource { count in
                self.state.withLock { state in
                    defer { state.bytes.removeFirst(count) }
                    state.calls += 1
                    return Array(state.bytes.prefix(count))
                }
            }
        }
    }

    @Test func `a value that would favour small numbers is thrown away`() {
        // 2^32 is 1 more than a multiple of 3: the last value alone has no share.
        let script = Script([255, 255, 255, 255, 255, 255, 255, 254])
        #expect(script.source.below(3) == 2)
        #expect(script.calls == 2)
    }

    @Test func `bounds that divide evenly waste nothing`() {
        for bound in [1, 2, 1 << 16, 1 << 31] {
            let script = Script([255, 255, 255, 255])
            #expect(script.source.below(bound) == bound - 1)
            #expect(script.calls == 1)
        }
    }

    @Test func `every residue has the same number of values`() {
        // Of the values that are kept, exactly limit ÷ bound fall on each result: the first and the
        // last kept value show both ends.
        for bound in [3, 5, 31, 9000, 900_000] {
            let limit = UInt64(1 << 32) / UInt64(bound) * UInt64(bound)
            let last = limit - 1
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: last >> UInt64(24 - $0 * 8)) }
            #expect(Script(bytes).source.below(bound) == bound - 1)
            #expect(Script([0, 0, 0, 0]).source.below(bound) == 0)
        }
    }

    @Test func `an identifier is 26 signs of the alphabet and comes back`() throws {
        let zero = Identifier<RandomTests>(
            random: RandomSource { [UInt8](repeating: 0, count: $0) })
        #expect(zero.text == String(repeating: "0", count: 26))
        let ones = Identifier<RandomTests>(
            random: RandomSource { [UInt8](repeating: 255, count: $0) })
        #expect(ones.text == String(repeating: "z", count: 25) + "w")
        #expect(Identifier<RandomTests>(ones.text) == ones)
    }

    @Test(arguments: [
        "", "0000000000000000000000000", "000000000000000000000000000",
        "0000000000000000000000000A", "0000000000000000000000000i", "0000000000000000000000000l",
        "0000000000000000000000000o", "0000000000000000000000000u", "000000000000000000000000 0",
        "0000000000000000000000000é", "../../../../etc/passwd/00000",
    ])
    func `what does not have the shape of an identifier is none`(_ text: String) {
        #expect(Identifier<RandomTests>(text) == nil)
    }
}
