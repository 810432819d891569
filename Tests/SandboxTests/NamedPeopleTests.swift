import DigitalDocuments
import Kernel
import Registers
import Sandbox
import Testing

@Suite struct NamedPeopleTests {
    private let noon = Instant(milliseconds: today.start.milliseconds + 12 * 3_600_000)

    private func documents(_ named: NamedPerson, _ type: DocumentType) -> [DocumentContent] {
        world.drafts(of: world.person(named).iin)
            .filter { $0.documentType == type }.map { $0.content(asOf: noon) }
    }

    @Test func `the citizen has two children, a licence and a car`() {
        let citizen = world.person(.citizen)
        #expect(citizen.wards.map(\.ward) == [2, 3])
        #expect(citizen.phone != nil)
        #expect(documents(.citizen, .driverLicense).map(\.status) == [.inForce])
        #expect(documents(.citizen, .srts).count == 1)
        #expect(documents(.citizen, .identityCard).map(\.status) == [.inForce])
        #expect(documents(.citizensDaughter, .birthCertificate).map(\.status) == [.inForce])
    }

    @Test func `the grandmother receives assistance in Akkol and is a guardian`() {
        let grandmother = world.person(.grandmother)
        #expect(grandmother.address.place == Places.akkol)
        #expect(documents(.grandmother, .aspCertificate).map(\.status) == [.inForce])
        #expect(grandmother.wards.map(\.basis) == [.guardian])
    }

    @Test func `the young man comes of age in three days`() {
        let young = world.person(.almostAdult)
        #expect(young.majority == today.adding(days: 3))
        let mother = world.personRecord(world.person(.motherOfAlmostAdult).iin)
        #expect(mother?.children == [WardRecord(iin: young.iin, until: young.majority)])
    }

    @Test func `a former guardian's end stands on both sides`() throws {
        let change = today.adding(days: -100)
        let former = try #require(world.personRecord(world.person(.formerGuardian).iin))
        #expect(former.children.map(\.until) == [change])
        let ward = try #require(world.personRecord(world.person(.wardOfTwo).iin))
        #expect(ward.guardians.map(\.until) == [change, nil])
        #expect(ward.guardians.last?.iin == world.person(.presentGuardian).iin)
    }

    @Test func `documents that do not hold say why`() {
        #expect(documents(.expiredDriver, .driverLicense).map(\.status) == [.expired])
        #expect(documents(.expiredDriver, .srts).count == 3)
        #expect(documents(.suspendedDriver, .driverLicense).map(\.status) == [.suspended])
        #expect(documents(.suspendedDriver, .identityCard).map(\.status) == [.revoked])
        #expect(DocumentType.allCases.allSatisfy { documents(.deceased, $0).isEmpty })
        #expect(documents(.graduate, .diploma).count >= 1)
    }

    @Test func `telephones are missing, shared and gone with the dead`() {
        #expect(world.person(.personWithoutPhone).phone == nil)
        #expect(world.phone(of: world.person(.deceased).iin) == nil)
        let shared = world.person(.graduate).phone
        #expect(
            shared.map { world.holderIINs(of: $0) }
                == [.graduate, .grandfather].map {
                    (named: NamedPerson) in world.person(named).iin
                })
    }

    @Test func `adults keep their number from year to year`() {
        let later = SyntheticWorld(seed: 99, today: today.adding(years: 4))
        let constant: [NamedPerson] = [.citizen, .policeman, .grandmother, .bankClerk, .graduate]
        for named in constant { #expect(later.person(named).iin == world.person(named).iin) }
        #expect(later.person(.citizen).iin.digits.hasPrefix("8603151"))
    }
}
