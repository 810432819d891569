import Kernel
import Regulations
import Testing

@testable import Casework

struct TerritoriesTests {
    private func territories() throws -> Territories {
        try Territories(file: Regulations.territories)
    }

    @Test func `the twenty oblasts and cities are there, those of 2022 too`() throws {
        let territories = try territories()
        #expect(territories.version == "NK RK 11-2025")
        #expect(
            territories.regions.map { String($0.code.prefix(2)) } == [
                "10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59",
                "61", "62", "63", "71", "75", "79",
            ])
    }

    @Test func `a place has an oblast and a district, and each authority its own`() throws {
        let territories = try territories()
        #expect(territories.oblast(of: "101010000")?.ru == "область Абай")
        #expect(territories.territory(of: "101010000", for: .territorialDepartment) == "100000000")
        #expect(territories.territory(of: "101010000", for: .localExecutiveBody) == "101000000")
        #expect(territories.territory(of: "101010000", for: .committee) == nil)
        #expect(territories.territory(of: "750000000", for: .localExecutiveBody) == "750000000")
        // An oblast alone has no local executive body of a district.
        #expect(territories.territory(of: "100000000", for: .localExecutiveBody) == nil)
    }

    @Test(arguments: [
        "", "12", "10101000", "1010100000", "10101000x", "990000000", "109900000", "１01010000",
    ])
    func `what is no place is refused`(_ text: String) throws {
        #expect(try !territories().isPlace(text))
    }

    @Test(arguments: [
        ("h\n", 1), ("h\n100000000,v,oblast,0,a\n", 2), ("h\n10000000x,v,oblast,0,a,b\n", 2),
        ("h\n100000000,v,village,0,a,b\n", 2),
        ("h\n100000000,v,oblast,0,a,b\n110000000,w,oblast,0,a,b\n", 1),
    ]) func `a file with a mistake is refused`(_ text: String, _ line: Int) {
        let fault = #expect(throws: Territories.Fault.self) {
            try Territories(file: Array(text.utf8))
        }
        #expect(fault?.line == line)
    }
}
