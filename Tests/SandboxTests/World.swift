import Kernel
import Sandbox

/// The day on which the tests' worlds stand.
let today = Day("2026-09-15") ?? Day(daysSince1970: 0)

/// The default world of the tests.
let world = SyntheticWorld(today: today)

/// Everyone in it.
let everyone = Array(world.people)

/// FNV-1a over bytes, 64 bits: enough to pin what must not change.
struct Fingerprint {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
