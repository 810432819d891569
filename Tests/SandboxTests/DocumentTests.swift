import DigitalDocuments
import Kernel
import Registers
import Sandbox
import Testing

@Suite struct DocumentTests {
    private static let all = everyone.flatMap { world.drafts(of: $0.iin) }
    private let drafts = DocumentTests.all

    @Test func `every kind exists and every state of a document`() {
        #expect(Set(drafts.map(\.documentType)) == Set(DocumentType.allCases))
        let states = Set(drafts.map { $0.status(on: today) })
        #expect(states == Set(DocumentContent.Status.allCases))
    }

    @Test func `record names and document numbers are unique`() {
        #expect(Set(drafts.map(\.recordID)).count == drafts.count)
        for type in DocumentType.allCases {
            let numbers = drafts.filter { $0.documentType == type }
                .compactMap { draft in draft.fields.first { $0.name == "number" }?.value }
            #expect(Set(numbers).count == numbers.count && !numbers.isEmpty)
        }
        for name in ["plate", "vin"] {
            let values = drafts.compactMap { draft in
                draft.fields.first { $0.name == name }?.value
            }
            #expect(Set(values).count == values.count && !values.isEmpty)
        }
    }

    @Test func `what is signed is read back the same`() throws {
        for draft in drafts {
            let content = draft.content(asOf: today.start)
            #expect(
                try DocumentContent(signedBytes: content.signedBytes, rules: .sandbox) == content)
        }
    }

    @Test func `documents come from their own issuing body alone`() {
        for draft in drafts {
            let body = IssuingBody(issuing: draft.documentType)
            #expect(draft.content(asOf: today.start).issuer.bin == body.entity.bin)
            #expect(body.documentTypes.contains(draft.documentType))
        }
        let types = IssuingBody.allCases.flatMap { Array($0.documentTypes) }
        #expect(types.count == DocumentType.allCases.count)
    }

    @Test func `a record of another person is not found`() {
        let citizen = world.person(.citizen).iin
        let wife = world.person(.citizensWife).iin
        guard
            let license = world.drafts(of: citizen).first(where: {
                $0.documentType == .driverLicense
            })
        else { return #expect(Bool(false), "the citizen has a licence") }
        let found = { (iin: IIN, type: DocumentType) in
            world.documentContent(
                of: iin, type, recordID: license.recordID, asOf: today.start)
        }
        #expect(found(citizen, .driverLicense)?.ownerIIN == citizen)
        #expect(found(wife, .driverLicense) == nil)
        #expect(found(citizen, .identityCard) == nil)
    }

    @Test func `a document becomes invalid the day after its last`() throws {
        let draft = try #require(
            drafts.first { $0.status(on: today) == .inForce && $0.validUntil != nil })
        let last = try #require(draft.validUntil)
        #expect(draft.status(on: last) == .inForce)
        #expect(draft.status(on: last.adding(days: 1)) == .expired)
    }

    @Test func `nothing is dated in the future or before its holder's birth`() throws {
        for person in everyone {
            for draft in world.drafts(of: person.iin) {
                #expect(draft.validFrom <= today && draft.validFrom >= person.birthDate)
                if let revoked = draft.revokedOn {
                    #expect(revoked <= today && revoked >= draft.validFrom)
                }
            }
        }
    }

    @Test func `assistance is concentrated in Akkol and names every member`() throws {
        let recipients = everyone.filter { world.socialAssistance(of: $0) != nil }
        let inAkkol = recipients.count { $0.address.place == Places.akkol }
        #expect(inAkkol * 2 > recipients.count && inAkkol >= 5)
        for person in recipients {
            let assistance = try #require(world.socialAssistance(of: person))
            #expect(assistance.members.first == person.index)
            #expect(Set(assistance.members).isSubset(of: Set(person.household)))
            #expect(assistance.monthlyTiyn > 0 && assistance.from < assistance.until)
        }
    }
}
