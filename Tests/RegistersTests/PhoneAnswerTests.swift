import Kernel
import Registers
import Testing

@Suite struct PhoneAnswerTests {
    @Test func `a number, no number and holders go there and back`() throws {
        let phone = PhoneNumber(stored: "+77009123456")
        #expect(try PhoneAnswer.read(PhoneAnswer.json(phone)) == phone)
        #expect(try PhoneAnswer.read(PhoneAnswer.json(nil)) == nil)
        let holders = [IIN(stored: "123456789011"), IIN(stored: "123456789012")]
        let answer = PhoneHoldersAnswer.json(holders)
        #expect(try PhoneHoldersAnswer.read(answer, rules: .sandbox) == holders)
        let query = PhoneHoldersQuery(phone: phone)
        #expect(try PhoneHoldersQuery(query.json) == query)
    }

    @Test func `other forms are refused`() {
        #expect(throws: RegisterFault.malformed(at: "phone")) {
            try PhoneAnswer.read(["phone": "87009123456"])
        }
        #expect(throws: RegisterFault.incomplete(at: "phone")) { try PhoneAnswer.read([:]) }
        #expect(throws: RegisterFault.malformed(at: "iins[1]")) {
            try PhoneHoldersAnswer.read(["iins": ["123456789011", "1"]], rules: .sandbox)
        }
        #expect(throws: RegisterFault.malformed(at: "iins")) {
            try PhoneHoldersAnswer.read(
                ["iins": ["123456789011", "123456789011"]], rules: .sandbox)
        }
        let many = JSON.array([JSON](repeating: "123456789011", count: 201))
        #expect(throws: RegisterFault.malformed(at: "iins")) {
            try PhoneHoldersAnswer.read(["iins": many], rules: .sandbox)
        }
    }
}
