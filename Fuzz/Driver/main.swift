import CFuzzer
import FuzzTargets
import Glibc

// `fuzz TARGET [libFuzzer's options] [folders of inputs]`, built by scripts/fuzz.

/// What libFuzzer calls; set once before its loop begins.
nonisolated(unsafe) var target = FuzzTarget.der

let words = CommandLine.arguments
guard words.count >= 2, let chosen = FuzzTarget(rawValue: words[1]) else {
    print("targets: " + FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))
    exit(2)
}
unsafe target = chosen

var count = Int32(words.count - 1)
var pointers = unsafe ([words[0]] + words.dropFirst(2)).map { unsafe strdup($0) } + [nil]
let status = unsafe pointers.withUnsafeMutableBufferPointer { buffer in
    var start = buffer.baseAddress
    return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
        unsafe target.run(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
    }
}
exit(status)
