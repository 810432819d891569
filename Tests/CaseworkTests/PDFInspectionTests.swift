import Casework
import Kernel
import Testing

/// What hides in a PDF is found, and what cannot be looked into is not taken.
@Suite struct PDFInspectionTests {
    private func object(_ dictionary: String, _ stream: [UInt8]) -> [UInt8] {
        Array("5 0 obj\n<< \(dictionary) /Length \(stream.count) >>\nstream\n".utf8) + stream
            + Array("\nendstream\nendobj\n".utf8)
    }

    private func file(_ parts: [UInt8]...) -> [UInt8] {
        Array("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n".utf8) + parts.flatMap(\.self)
            + Array("trailer\n<< /Root 1 0 R >>\n%%EOF\n".utf8)
    }

    private func fault(_ bytes: [UInt8]) -> FileKind.Fault? {
        do throws(FileKind.Fault) {
            _ = try FileKind(of: bytes)
            return nil
        } catch { return error }
    }

    /// Blanks in deflate's fixed code: one literal, then the longest copies of it.
    private func blanks(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x78, 0x9C]
        var (bits, size) = (UInt64(0), 0)
        func put(_ code: UInt64, _ length: Int, reversed: Bool = false) {
            for place in 0..<length {
                let bit = code >> UInt64(reversed ? length - 1 - place : place) & 1
                bits |= bit << UInt64(size)
                size += 1
                if size == 8 {
                    bytes.append(UInt8(bits))
                    (bits, size) = (0, 0)
                }
            }
        }
        put(0b011, 3)
        put(0x30 + 0x20, 8, reversed: true)
        for _ in 0..<count / 258 {
            put(0b1100_0101, 8, reversed: true)
            put(0, 5)
        }
        put(0, 7)
        put(0, 7)
        return bytes
    }

    @Test(.timeLimit(.minutes(1)))
    func `however many names want a value, each costs a bounded look`() {
        let many =
            Array("%PDF-1.4\n".utf8)
            + (0..<400_000).flatMap { _ in Array("/Filter%".utf8) }
        #expect(fault(many) == .active("/Filter"))
        let far =
            "2 0 obj\n<< /Filter \(String(repeating: " ", count: 200))/FlateDecode >>\nendobj\n"
        #expect(fault(file(Array(far.utf8))) == .active("/Filter"))
        let noted = "2 0 obj\n<< /Filter [/ASCII85Decode % first\n/FlateDecode] >>\nendobj\n"
        #expect(fault(file(Array(noted.utf8))) == nil)
    }

    @Test func `names are read as a reader of PDF reads them`() {
        for name in ["/JavaScript", "/J#61vaScript", "/#4a#61vaScript", "/JS", "/#4AS", "/Launch"] {
            let bytes = file(Array("2 0 obj\n<< /S \(name) (x) >>\nendobj\n".utf8))
            guard case .active = fault(bytes) else {
                Issue.record("\(name) was taken")
                continue
            }
        }
        for name in ["/JSON", "/J", "/Launcher", "/JavaScripts", "/J#6"] {
            #expect(
                fault(file(Array("2 0 obj\n<< /T \(name) >>\nendobj\n".utf8))) == nil, "\(name)")
        }
    }

    @Test(arguments: PackedObjects.all)
    func `objects that are packed are unpacked and looked at`(_ packed: PackedObjects) throws {
        let dictionary = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
        let clean = try #require([UInt8](base64: packed.clean))
        let bad = try #require([UInt8](base64: packed.bad))
        #expect(fault(file(object(dictionary, clean))) == nil)
        #expect(fault(file(object(dictionary, bad))) == .active("/JavaScript"))
        let plain = Array("7 0 << /S /J#61vaScript >>".utf8)
        #expect(fault(file(object("/Type /Obj#53tm", plain))) == .active("/JavaScript"))
    }

    @Test func `what cannot be looked into is not taken`() {
        let clean = blanks(1000)
        for filter in [
            "/Filter /LZWDecode", "/Filter [/ASCIIHexDecode /FlateDecode]",
            "/Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
        ] {
            let bytes = file(object("/Type /ObjStm \(filter)", clean))
            #expect(fault(bytes) == .active("/ObjStm"), "\(filter)")
        }
        let broken = file(object("/Type /ObjStm /Filter /FlateDecode", [0x78, 0x9C, 1, 2, 3]))
        #expect(fault(broken) == .active("/ObjStm"))
        let encrypted = Array("trailer\n<< /Encrypt 9 0 R >>\n".utf8)
        #expect(fault(file(encrypted)) == .active("/Encrypt"))
    }

    @Test func `how a stream is read stands beside it and not elsewhere`() throws {
        let bad = try #require([UInt8](base64: PackedObjects.all[0].bad))
        let filter = Array("8 0 obj\n/FlateDecode\nendobj\n".utf8)
        for entry in ["/Filter 8 0 R", "/Filter[8 0 R]", "/Fi#6Cter %c\n8\n0\nR"] {
            let bytes = file(object("/Type /ObjStm /N 1 /First 4 \(entry)", bad), filter)
            #expect(fault(bytes) == .active("/Filter"), "\(entry)")
        }
        let type = Array("9 0 obj\n/ObjStm\nendobj\n".utf8)
        let clean = try #require([UInt8](base64: PackedObjects.all[0].clean))
        let packed = object("/Type 9 0 R /N 1 /First 4 /Filter /FlateDecode", bad)
        let decoy = object("/Filter /FlateDecode", clean)
        #expect(fault(file(packed)) == .active("/Type"))
        #expect(fault(file(type, decoy)) == .active("/ObjStm"))
        #expect(fault(file(type)) == .active("/ObjStm"))
        // The same entries as every writer of PDF has them, and words that only look so.
        for entry in ["/Filter [ /FlateDecode ]", "/Filter/FlateDecode"] {
            #expect(fault(file(object("/Type /ObjStm \(entry)", clean))) == nil, "\(entry)")
        }
        let words = Array("2 0 obj\n<< /Title (A/Type 2 report) /Length 8 0 R >>\nendobj\n".utf8)
        #expect(fault(file(words)) == nil)
    }

    @Test func `a file that swells stops at the limit`() {
        let bomb = blanks(40 << 20)
        #expect(bomb.count < 300_000)
        let dictionary = "/Type /ObjStm /Filter /FlateDecode"
        #expect(fault(file(object(dictionary, bomb))) == .tooLarge)
        // And together, where each alone would be within it.
        let part = object(dictionary, blanks(12 << 20))
        #expect(fault(file(part, part, part)) == .tooLarge)
        #expect(fault(file(part, part)) == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `many names before one stream unpack it once`() {
        // Empty blocks unpack to nothing, so that no limit of bytes is ever met.
        let empty = (0..<100_000).flatMap { _ in
            [0x00, 0x00, 0x00, 0xFF, 0xFF] as [UInt8]
        }
        let packed = [0x78, 0x9C] + empty + [0x01, 0x00, 0x00, 0xFF, 0xFF]
        let names = String(repeating: "/ObjStm ", count: 4_000)
        #expect(fault(file(object("/Type \(names) /Filter /FlateDecode", packed))) == nil)
    }

    @Test func `picture data are no names`() {
        // A scan holds every run of three bytes somewhere.
        let picture = Array("xx/JS(xx/XFA xx".utf8)
        #expect(fault(file(object("/Subtype /Image /Filter /DCTDecode", picture))) == nil)
        // A dictionary that only pretends to have a stream hides nothing that runs.
        let hidden = Array("(>>\nstream\n<< /S /JavaScript /JS (x) >>\nendstream)".utf8)
        #expect(fault(file(hidden)) == .active("/JavaScript"))
    }
}

/// Objects packed by zlib 1.2.13 (Python's), in each of its three ways of coding.
struct PackedObjects: Sendable, CustomTestStringConvertible {
    let name: String
    let clean: String
    let bad: String

    var testDescription: String { name }

    static let all = [
        PackedObjects(
            name: "best",
            clean:
                "eNrtUTlOBDAQ+4p/sHMf0ooGiZqCD1AgOpYCCn6PU/AEum0SzdiOPZmG4PLy8/mGy/PrO8/H2/fHF7Tv3Xv3"
                + "3v2XbqVrLqx60tHdYwLv3FSM+6nafCexM+aCc86QmeOLGm8JbLVaIzN7Gi6hQaJqDYKCoEy9+OTO6ijtVFOo"
                + "lthFhrdhI6oMWhEtUJ2WhM+eXEFV0kalnOqcpNp3jVi2aAcILSOU6MlMgwg+xkkUXUUOzNqyEdbbDVuXHOjK"
                + "kr8lQ4xFbmHE1hQh43TVaifWzO7EPKcWnWEJDQYZVPTSjVdEgmNEUOZ2oqsPa+gUp2ceD35TM41une9U1VNZ"
                + "bjBNOznkBdeB6/VvaU83buvh4Re6p14W",
            bad:
                "eNrtUTtqXFEU24rATdJ4zv8Dxk26VIbxBoZgQiAkgxkHsvvoLSLdNPehI+lK576G4PT69/qG08vlO88vvz9+"
                + "3aB9n96n9+l/mVa65sKqJx3dPSbwzk3FuB+ozXcSO2MuOM4ZKnN8UeMtga1Wa2RmT8MlNChUrUHQELSpF6/c"
                + "WR1lnGoK3RK7yPA2bESVQSuiBarTkvDZo1fQlYxRKac7J+n2XSOXLdoBUssKJXp0ZkAEL+Mmiq6iBmZt2Qjr"
                + "7YatSw50ZanfkiFHkFsYsTVFyDhTtdrJNbs7Oc+pRWdYQoNFBhW9TOMnIsE1ImhzO6qrDzF0ituzjwefqdlG"
                + "t47nVNUDWW6wTTs11AV/B56ecDrj9PWh9M/l/O39x/VGdMany/X6ePn59n77jOfnf6y5ZDQ="),
        PackedObjects(
            name: "fixed",
            clean:
                "eAEzVzBQ0A+pLEhV0A9ITAeSzvmleSUKhuajoqOio6I0ETUzNTY0tVQwMjO3MDVWMDc3tzAyUDA2N7U0NVSw"
                + "MDYG8cyNjC0tTBUsLSyMjA0UQKSFBVClqYWxpYKZhbG5gYmCpZm5oZG5gqmpqbmFuYKxgYmhCVChoaGZhYIJ"
                + "UIMJUJuhsRnQSEsLS0MLQ6B1hoamBkDdBiaWlgqmJsbmRgqWJiZmZkYKhmYmJuYGCoaGFuYGpgrGFpYgd5kA"
                + "dZkCrTE0MDMG6ja1MAXqNra0NALKmZobGJqbKAClLIFOMDMwBLkZaIGJCdAwoE8MFczNzIBqFIyMzI1MzRVM"
                + "jMwtzc0VjCyNDUwtFAwtDSyB6i3NDCyAckCOqaWZgoWBkaWRoYKJgYUx0FZDM3NjoJw50O3GQDljUwszSwVz"
                + "UxMjUwVDE6BDLBTMTMwtgbYBKRMTUwWgN0xMgNqMjUBONzS2APIVDC3MgL4HusfYBBhM5kDXGFqagYLT0NAQ"
                + "xDMytTQBusbcGKgGqM4EGB0KNjawSHPLB8aWnR0AuqdeFg==",
            bad:
                "eAEzVzBQ0A+pLEhV0A9ITAeSzvmleSUKhuajoqOio6I0ETUzNTY0tVQwMjO3MDVWMDc3tzAyUDA2N7U0NVSw"
                + "MDYG8cyNjC0tTBUsLSyMjA0UQKSFBVClqYWxpYKZhbG5gYmCpZm5oZG5gqmpqbmFuYKxgYmhCVChoaGZhYIJ"
                + "UIMJUJuhsRnQSEsLS0MLQ6B1hoamBkDdBiaWlgqmJsbmRgqWJiZmZkYKhmYmJuYGCoaGFuYGpgrGFpYgd5kA"
                + "dZkCrTE0MDMG6ja1MAXqNra0NALKmZobGJqbKAClLIFOMDMwBLkZaIGJCdAwoE8MFczNzIBqFIyMzI1MzRVM"
                + "jMwtzc0VjCyNDUwtFAwtDSyB6i3NDCyAckCOqaWZgoWBkaWRoYKJgYUx0FZDM3NjoJw50O3GQDljUwszSwVz"
                + "UxMjUwVDE6BDLBTMTMwtgbYBKRMTUwWgN0xMgNqMjUBONzS2APIVDC3MgL4HusfYBBhM5kDXGFqagYLT0NAQ"
                + "xDMytTQBusbcGKgGqM4EGB0KNjYK+sEK+l7KZoZlicHJRZkFJUBesIJGYkGBXmJOalGJpoKdHQCsuWQ0"
        ),
        PackedObjects(
            name: "huffman",
            clean:
                "eAEFwbFtACEQBMBWtoP9e+APJMsJkmMCGiA4kQEBBHTvGcUD1rsMLK0bmOcZG6JgvcvA0rqBeZ6xIQrWuwws"
                + "rRuY5xkbomC9y8DSuoF5nrEhCta7DCytG5jnGRuiYL3LwNK6gXmesSEK1rsMLK0bmOcZG6JgvcvA0rqBeZ6x"
                + "IQrWuwwsrRuY5xkbomC9y8DSuoF5nrEhCta7DCytG5jnGRuiYL3LwNK6gXmesSEK1rsMLK0bmOcZG6JgvcvA"
                + "0rqBeZ6xIQrWuwwsrRuY5xkbomC9y8DSuoF5nrEhCta7DCytG5jnGRuiYL3LwNK6gXmesSEK1rsMLK0bmOcZ"
                + "G6JgvcvA0rqBeZ6xIQrWuwwsrRuY5xkbomC9y8DSuoF5nrEhCta7DCytG5jnGRuiYL3LwNK6gXmesSEK1rsM"
                + "LK0bmOcZG6JgvcvA0rqBeZ6xIQrWuwwsrRuY5xkbomC9y8DSuoF5nrEhCta7DCytG5jnGRuiYL3LwNK6gXme"
                + "sSEK1rsMLK0bmOcZG6JgvcvA0rqBeZ6xIQrWuwwsrRuY5xkbomC9y8DSuoF5nrEhCta7DCytG5jnGRuiYL3L"
                + "wNK6gXmesSEK1rsMLK0bmOcZG6JgvcvA0rqBeZ6xIQrWuwwsrRuY5xkbomC9y8DSuoF5nrEhii84CQnvpzE4"
                + "qGp8HzgNKQiic/F9oK9LMSDF+LoHMb4uRqiG6BK+6PTxSJ/KqwghaFS4x4tHjCJfhI/x9Q+iuC8IUkwSBe8n"
                + "Eh588fEpIXinL5L33/dCPu/1gUjUJ8DFFIODTxKDR5Lnc4I3xBAeuJTe4BD0EfWQ50uv4nskvg/eT7x/IU6D"
                + "QL9PH8H76hsU/tWkije5J0RIetL7IH1PDIr0pJA+xOdNr8A/0QUP+dQFhaaY3IfoQvwSNPg3QHwIT8TnNfkX"
                + "n1fvA/z3ee8h7o3BQVz8Pg+JnyCJU+cRggpeSZ97EEVEBe8bko8QdUkckniNAT8/YL3LwL85Nn5//wG6p14W",
            bad:
                "eAEFwcEKaCUUBdBf2dCkJu17rnqPQjRx1kh4/oDEQYJQeWjg37eW4gHrXQaW1g3M84wNUbDeZWBp3cA8z9gQ"
                + "BetdBpbWDczzjA1RsN5lYGndwDzP2BAF610GltYNzPOMDVGw3mVgad3APM/YEAXrXQaW1g3M84wNUbDeZWBp"
                + "3cA8z9gQBetdBpbWDczzjA1RsN5lYGndwDzP2BAF610GltYNzPOMDVGw3mVgad3APM/YEAXrXQaW1g3M84wN"
                + "UbDeZWBp3cA8z9gQBetdBpbWDczzjA1RsN5lYGndwDzP2BAF610GltYNzPOMDVGw3mVgad3APM/YEAXrXQaW"
                + "1g3M84wNUbDeZWBp3cA8z9gQBetdBpbWDczzjA1RsN5lYGndwDzP2BAF610GltYNzPOMDVGw3mVgad3APM/Y"
                + "EAXrXQaW1g3M84wNUbDeZWBp3cA8z9gQBetdBpbWDczzjA1RsN5lYGndwDzP2BAF610GltYNzPOMDVGw3mVg"
                + "ad3APM/YEAXrXQaW1g3M84wNUbDeZWBp3cA8z9gQBetdBpbWDczzjA1RsN5lYGndwDzP2BAF610GltYNzPOM"
                + "DVGw3mVgad3APM/YEAXrXQaW1g3M84wNUbDeZWBp3cA8z9gQBetdBpbWDczzjA1RsN5lYGndwDzP2BDFF5yE"
                + "hPfTGBxUNb4PnIYUBNG5+D7Q16UYkGJ83YMYXxcjVEN0CV90+nikT+VVhBA0KtzjxSNGkS/Cx/j6B1HcFwQp"
                + "JomC9xMJD774+JQQvNMXyfvveyGf9/pAJOoT4GKKwcEnicEjyfM5wRtiCA9cSm9wCPqIesjzpVfxPRLfB+8n"
                + "3r8Qp0Gg36eP4H31DQr/alLFm9wTIiQ96X2QvicGRXpSSB/i86ZX4J/ogod86oJCU0zuQ3Qhfgka/BsgPoQn"
                + "4vOa/IvPq/cB/vu89xD3xuAgLn6fh8RPkMSp8whBBa+kzz2IIqKC9w3JR4i6JA5JvMaAP/4Af4B//fLJf+3H"
                + "3z//WRv86wd+bWv93v61n/s3/Pnn/6y5ZDQ="),
    ]
}
