import Kernel
import Testing

struct JSONTests {
    @Test(
        arguments: [
            ("null", JSON.null), (" true ", true), ("[]", []), ("{}", [:]), ("-0", 0),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            (#""\u0041\n\/""#, "A\n/"), (#""\ud83d\ude00""#, "😀"), (#""қ😀""#, "қ😀"),
            (#"{"a":[1,{"b":null}],"c":"d"}"#, ["a": [1, ["b": .null]], "c": "d"]),
            ("\t[1 ,\r\n2]\n", [1, 2]),
        ] as [(String, JSON)])
    func `what RFC 8259 allows and we use is read`(_ text: String, _ value: JSON) throws {
        #expect(try JSON.parse(Array(text.utf8)) == value)
    }

    /// Why a text is refused; each line ends with the reason.
    static let hostile: [(String, JSON.ParseFault.Reason)] = [
        ("", .unexpectedEnd), ("   ", .unexpectedEnd), ("{", .unexpectedEnd),
        ("[1", .unexpectedEnd), ("[1,", .unexpectedEnd), (#"{"a""#, .unexpectedEnd),
        (#"{"a":"#, .unexpectedEnd), (#""a"#, .unexpectedEnd), (#""\"#, .unexpectedEnd),
        (#""\u00"#, .unexpectedEnd), ("tru", .unexpectedEnd), ("-", .unexpectedEnd),
        (#"{"a":1,"a":2}"#, .repeatedName), (#"{"a":1,"\u0061":2}"#, .repeatedName),
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", .repeatedName),
        ("1.0", .fraction), ("1e3", .fraction), ("-1E-3", .fraction), ("0.1", .fraction),
        ("9223372036854775808", .numberTooLarge), ("-9223372036854775809", .numberTooLarge),
        (String(repeating: "9", count: 4000), .numberTooLarge),
        (#""\ud800""#, .invalidText), (#""\udc00""#, .invalidText),
        (#""\ud800\u0041""#, .invalidText), (#""\ud800\ud800""#, .invalidText),
        (#""\u0000""#, .invalidText), (#""\u00zz""#, .invalidText), ("\"\n\"", .invalidText),
        ("\"\u{0}\"", .invalidText),
        ("01", .unexpectedByte), ("+1", .unexpectedByte), (".5", .unexpectedByte),
        ("NaN", .unexpectedByte), ("nul!", .unexpectedByte), ("'a'", .unexpectedByte),
        (#""\x41""#, .unexpectedByte), ("[1,]", .unexpectedByte), ("[1 2]", .unexpectedByte),
        (#"{"a":1,}"#, .unexpectedByte), ("{a:1}", .unexpectedByte), ("{1:1}", .unexpectedByte),
        ("\u{FEFF}1", .unexpectedByte), ("[1]]", .trailingBytes), ("1 2", .trailingBytes),
        ("{}//", .trailingBytes),
    ]

    @Test(arguments: hostile)
    func `anything else is refused with its reason`(
        _ text: String, _ reason: JSON.ParseFault.Reason
    ) {
        let fault = #expect(throws: JSON.ParseFault.self) { try JSON.parse(Array(text.utf8)) }
        #expect(fault?.reason == reason)
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    ])
    func `bytes that are no UTF-8 are refused`(_ bytes: [UInt8]) {
        let fault = #expect(throws: JSON.ParseFault.self) { try JSON.parse(bytes) }
        #expect(fault?.reason == .invalidText)
    }

    @Test func `nesting is read to its limit and refused beyond, however deep`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSON.parse(nested(JSON.depthMax)) }
        for depth in [JSON.depthMax + 1, 200_000] {
            let fault = #expect(throws: JSON.ParseFault.self) { try JSON.parse(nested(depth)) }
            #expect(fault?.reason == .tooDeep)
        }
    }

    @Test func `a fault says where`() {
        let fault = #expect(throws: JSON.ParseFault.self) {
            try JSON.parse(Array(#"{"a": 1.5}"#.utf8))
        }
        #expect(fault?.reason == .fraction)
        #expect(fault?.offset == 7)
    }

    @Test func `writing and reading give the same value`() throws {
        let value: JSON = [
            "b": [1, .null, true, "қ\"\\\n\u{1}😀"], "a": ["z": -5, "y": .string("")], "empty": [:],
        ]
        #expect(try JSON.parse(value.bytes) == value)
        #expect(value.text.hasPrefix(#"{"b":[1,null,true,"қ\"\\\n\u0001😀"],"a""#))
    }

    @Test func `canonical bytes do not depend on the order of members`() {
        let one: JSON = ["b": ["d": 1, "c": 2], "a": [["y": 1, "x": 2]], "Z": 0]
        let other: JSON = ["Z": 0, "a": [["x": 2, "y": 1]], "b": ["c": 2, "d": 1]]
        #expect(one.bytes != other.bytes)
        #expect(one.canonicalBytes == other.canonicalBytes)
        #expect(
            String(decoding: one.canonicalBytes, as: UTF8.self)
                == #"{"Z":0,"a":[{"x":2,"y":1}],"b":{"c":2,"d":1}}"#)
    }

    @Test func `canonical order is that of the names' bytes, not of their letters`() {
        // "é" written as e and an accent begins with the byte of "e".
        let value: JSON = ["f": 1, "e\u{301}": 2]
        #expect(
            String(decoding: value.canonicalBytes, as: UTF8.self) == "{\"e\u{301}\":2,\"f\":1}")
    }
}
