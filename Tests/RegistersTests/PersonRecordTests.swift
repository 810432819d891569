import Kernel
import Registers
import Testing

let owner = IIN(stored: "123456789012")

@Suite struct PersonRecordTests {
    private func read(_ text: String) throws(RegisterFault) -> PersonRecord? {
        guard let answer = try? JSON.parse(Array(text.utf8)) else { throw .malformed(at: "test") }
        return try PersonRecord.read(answer: answer, asked: owner, rules: .sandbox)
    }

    private let valid = """
        {"person":{"iin":"123456789011","surname":"Нұрланов","name":"Асқар","patronymic":null,\
        "latinName":"Nurlanov Askar","birthDate":"1986-03-15","language":"kk","children":[\
        {"iin":"123456789012","until":"2034-01-02"}],"guardians":[{"iin":"123456789012",\
        "basis":"parent","from":"1986-03-15"}]}}
        """

    private func readSDK(_ text: String) throws(RegisterFault) -> PersonRecord? {
        guard let answer = try? JSON.parse(Array(text.utf8)) else { throw .malformed(at: "test") }
        return try PersonRecord.read(
            answer: answer, asked: IIN(stored: "123456789011"), rules: .sandbox)
    }

    @Test func `a whole record is read and written the same`() throws {
        let record = try #require(try readSDK(valid))
        #expect(record.fullName == "Нұрланов Асқар")
        #expect(record.children.first?.until.description == "2034-01-02")
        #expect(record.guardians.first?.basis == .parent)
        let again = PersonRecord.answer(record)
        #expect(try readSDK(again.text) == record)
    }

    @Test func `nobody is an answer too`() throws {
        #expect(try read(#"{"person":null}"#) == nil)
        #expect(try readSDK(PersonRecord.answer(nil).text) == nil)
    }

    @Test func `another person's record is never taken`() {
        #expect(throws: RegisterFault.wrongPerson) { try read(valid) }
    }

    @Test(arguments: [
        (#""surname":"Нұрланов","#, "", RegisterFault.incomplete(at: "person.surname")),
        (#""surname":"Нұрланов""#, #""surname":" ""#, .incomplete(at: "person.surname")),
        (#""surname":"Нұрланов""#, #""surname":7"#, .malformed(at: "person.surname")),
        ("1986-03-15\",\"l", "1986-02-30\",\"l", .malformed(at: "person.birthDate")),
        (#""language":"kk""#, #""language":"de""#, .malformed(at: "person.language")),
        (#""basis":"parent""#, #""basis":"aunt""#, .malformed(at: "person.guardians[0].basis")),
        (#","until":"2034-01-02""#, "", .incomplete(at: "person.children[0].until")),
        (#""children":["#, #""children":["x","#, .malformed(at: "person.children[0]")),
        (#""latinName""#, #""secret":1,"latinName""#, .malformed(at: "person")),
        ("123456789011", "123456789013", .malformed(at: "person.iin")),
        (#"{"person""#, #"{"human""#, .malformed(at: "")),
    ])
    func `a broken record is refused`(old: String, new: String, fault: RegisterFault) {
        let broken = valid.replacing(old, with: new)
        #expect(broken != valid)
        #expect(throws: fault) { try readSDK(broken) }
    }

    @Test func `an empty object is incomplete`() {
        #expect(throws: RegisterFault.incomplete(at: "person")) { try read("{}") }
    }

    @Test func `synthetic people are refused under the rules of production`() throws {
        let answer = try JSON.parse(Array(valid.utf8))
        #expect(throws: RegisterFault.malformed(at: "person.iin")) {
            try PersonRecord.read(
                answer: answer, asked: IIN(stored: "123456789011"), rules: .production)
        }
    }

    @Test func `majority begins on the eighteenth birthday`() throws {
        let record = try #require(try readSDK(valid))
        let birthday = record.birthDate.adding(years: 18)
        #expect(record.isOfAge(on: birthday) && !record.isOfAge(on: birthday.adding(days: -1)))
    }
}
