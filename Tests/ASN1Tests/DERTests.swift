import Kernel
import Testing

@testable import ASN1

/// What is read, what is written, and what is refused for which reason.
@Suite struct DERTests {
    private let limits = ASN1Limits(
        bytesMax: 1000, depthMax: 8, elementsMax: 20, integerBytesMax: 9)

    private func fault(_ hex: String, ber: Bool = false) -> ASN1Fault? {
        guard let bytes = [UInt8](hex: hex) else { return nil }
        do throws(ASN1Fault) {
            _ =
                ber
                ? try BER.parse(bytes, limits: limits) : try DER.parse(bytes, limits: limits)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        ("", ASN1Fault.truncated), ("30", .truncated), ("3001", .truncated),
        ("30028005", .truncated), ("0500ff", .trailingBytes), ("30810105", .lengthForm),
        ("0482000100", .lengthForm), ("048500000000010a", .lengthForm),
        ("30800000", .indefiniteLength), ("0480", .indefiniteLength), ("1f8101", .tagForm),
        ("2404040200ff", .constructedString), ("1000", .primitiveStructure),
        ("0101a5", .booleanForm), ("0100", .booleanForm), ("01020000", .booleanForm),
        ("0200", .integerForm), ("02020001", .integerForm), ("0202ff80", .integerForm),
        ("020a00ffffffffffffffffff", .integerTooLong), ("0300", .bitStringForm),
        ("030108", .bitStringForm), ("03020801", .bitStringForm), ("03020101", .bitStringForm),
        ("030101", .bitStringForm), ("050100", .nullForm), ("0600", .objectIdentifierForm),
        ("0601ff", .objectIdentifierForm), ("06028001", .objectIdentifierForm),
        ("0000", .unexpectedElement), ("170a31303130313031303130", .timeForm),
        ("170d3939313333313233353935395a", .timeForm),
        ("170d3939303232393233353935395a", .timeForm),
        ("180f32303236303131353234303030305a", .timeForm),
        ("181132303236303131353130303030302e305a", .timeForm),
    ])
    func `each fault has its reason`(_ hex: String, _ expected: ASN1Fault) {
        #expect(fault(hex) == expected, "\(hex)")
    }

    @Test func `limits have names and hold`() {
        var nested: [UInt8] = [5, 0]
        for _ in 0..<7 { nested = DER.sequence(nested) }
        #expect(fault(nested.hex) == nil)
        #expect(fault(DER.sequence(nested).hex) == .tooDeep)
        let many = DER.sequence(of: Array(repeating: DER.null, count: 19))
        #expect(fault(many.hex) == nil)
        #expect(
            fault(DER.sequence(of: Array(repeating: DER.null, count: 20)).hex) == .tooManyElements)
        #expect(fault(DER.octetString([UInt8](repeating: 0, count: 1000)).hex) == .tooLarge)
        // Nested without end: refused by depth long before memory or stack run out.
        let endless =
            [UInt8](repeating: 0, count: 0)
            + Array(repeating: [0x30, 0x80] as [UInt8], count: 400).joined()
        #expect(fault(endless.hex, ber: true) == .tooDeep)
    }

    @Test func `BER becomes DER, and DER stays as it is`() throws {
        let cases = [
            ("30800500" + "0000", "30020500"), ("3080" + "30800000" + "0000", "30023000"),
            ("24800401aa0402bbcc0000", "0403aabbcc"),
            ("2407" + "0401aa" + "0402bbcc", "0403aabbcc"),
            ("3083000002" + "0500", "30020500"), ("a0800500" + "0000", "a0020500"),
            ("2480" + "24800401aa0000" + "0401bb0000", "0402aabb"),
        ]
        for (ber, der) in cases {
            let bytes = try #require([UInt8](hex: ber))
            #expect(try BER.normalized(bytes, limits: limits).hex == der)
            let normal = try #require([UInt8](hex: der))
            #expect(try BER.normalized(normal, limits: limits) == normal)
        }
        #expect(fault("30800500", ber: true) == .endMissing)
        #expect(fault("3080050000", ber: true) == .endMissing)
        #expect(fault("308005000000ff", ber: true) == .trailingBytes)
        #expect(fault("2480020101" + "0000", ber: true) == .constructedString)
        #expect(fault("0480", ber: true) == .indefiniteLength)
    }

    @Test func `what is written is read back`() throws {
        for value in [0, 1, 127, 128, 255, 256, 65_535, 1 << 40, -1, -128, -129, -65_536] {
            let element = try DER.parse(DER.integer(value), limits: limits)
            #expect(try element.integer() == value)
        }
        for text in ["1.2.398.3.10.1.1.2.3.2", "2.5.4.3", "0.9.2342.19200300.100.1.25", "2.999.1"] {
            let identifier = try #require(ObjectIdentifier(text))
            #expect(identifier.description == text)
            let element = try DER.parse(DER.objectIdentifier(identifier), limits: limits)
            #expect(try element.objectIdentifier() == identifier)
        }
        for text in ["", "1", "3.1", "1.40", "1.2.", "01.2", "a.b", "1.-2"] {
            #expect(ObjectIdentifier(text) == nil, "\(text)")
        }
        for bits in [[], [0], [5, 6], [0, 1, 4], [8]] as [Set<Int>] {
            #expect(try DER.parse(DER.namedBits(bits), limits: limits).namedBits() == bits)
        }
        let moment = Instant(seconds: 1_785_000_000)
        #expect(try DER.parse(ASN1Time.encode(moment), limits: limits).time() == moment)
        let late = Instant(seconds: 4_000_000_000)
        #expect(try DER.parse(ASN1Time.encode(late), limits: limits).time() == late)
        let exact = moment.adding(milliseconds: 120)
        let encoded = ASN1Time.encodeGeneralized(exact, withMilliseconds: true)
        #expect(String(decoding: encoded, as: UTF8.self).hasSuffix(".12Z"))
        #expect(try DER.parse(encoded, limits: limits).time() == exact)
        for text in ["Қазақстан", "KZ", "a@b"] {
            #expect(try DER.parse(DER.text(text), limits: limits).text() == text)
        }
        let long = DER.octetString([UInt8](repeating: 7, count: 300))
        #expect(try DER.parse(long, limits: limits).octetString().count == 300)
    }

    @Test func `members are taken in order and none is left over`() throws {
        let bytes = DER.sequence(DER.integer(5), DER.explicit(0, DER.null), DER.boolean(true))
        var members = try DER.parse(bytes, limits: limits).members(.sequence)
        #expect(try members.next(.integer).integer() == 5)
        #expect(try members.nextIf(.contextConstructed(1)) == nil)
        #expect(try members.nextIf(.contextConstructed(0))?.only().tag == .null)
        #expect(throws: ASN1Fault.trailingBytes) { try members.end() }
        #expect(throws: ASN1Fault.unexpectedElement) { try members.next(.integer) }
        #expect(throws: ASN1Fault.unexpectedElement) {
            try DER.parse(DER.null, limits: limits).members()
        }
    }
}
