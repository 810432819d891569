import Kernel
import Registers
import Sandbox
import Testing

@Suite struct PopulationTests {
    @Test func `the same seed gives the same people, byte for byte`() {
        #expect(fingerprint(SyntheticWorld(today: today)) == 2_606_745_904_145_536_194)
        #expect(fingerprint(SyntheticWorld(seed: 2, today: today)) != 2_606_745_904_145_536_194)
    }

    @Test func `a person does not depend on how many there are`() {
        let larger = SyntheticWorld(today: today, people: 10_000)
        #expect(Array((0..<25).map(larger.block).joined()) == everyone)
        #expect(SyntheticWorld(today: today, people: 501).count == 520)
    }

    @Test func `numbers stay for the whole year`() {
        let later = SyntheticWorld(today: today.adding(days: 60))
        let named = NamedPerson.allCases.count
        let changed = zip(later.people, everyone).count { $0.iin != $1.iin && $0.index >= named }
        // Only infants, whose birthday had not come yet, are born a year later then.
        #expect(changed < 10)
        #expect(later.person(.citizen).iin == world.person(.citizen).iin)
    }

    @Test func `ages make a plausible pyramid`() {
        let large = SyntheticWorld(today: today, people: 5000)
        let ages = large.people.map { $0.age(on: today) }
        let share = { (range: Range<Int>) in ages.count { range.contains($0) } * 1000 / ages.count }
        #expect(ages.allSatisfy { (0...96).contains($0) })
        #expect((250...400).contains(share(0..<15)))
        #expect((520...680).contains(share(15..<65)))
        #expect((60...140).contains(share(65..<97)))
        for decade in 0..<9 { #expect(share(decade * 10..<decade * 10 + 10) > 5) }
    }

    @Test func `the special cases are there`() {
        let living = everyone.filter { !$0.isDead(on: today) }
        #expect(everyone.count - living.count >= 2)
        #expect(living.contains { $0.age(on: today) >= 12 && $0.phone == nil })
        #expect(
            Dictionary(grouping: living.compactMap(\.phone), by: \.self).contains { $1.count > 1 })
        #expect(everyone.contains { $0.wards.contains { $0.until != nil } })
        #expect(everyone.contains { $0.guardians.contains { $0.basis != .parent } })
        #expect(Set(everyone.map(\.language)) == Set(Language.allCases))
        #expect(Set(everyone.map(\.origin)) == Set(Origin.allCases))
        let akkol = everyone.filter { $0.address.place == Places.akkol }
        #expect(Set(akkol.map(\.household)).count >= 15)
    }

    private func fingerprint(_ world: SyntheticWorld) -> UInt64 {
        var fingerprint = Fingerprint()
        for number in 0..<world.count / SyntheticWorld.blockSize {
            let block = world.block(number)
            for person in block {
                fingerprint.add(world.personRecord(person, in: block).json.canonicalBytes)
                fingerprint.add(Array((person.phone?.text ?? "-").utf8))
                for draft in world.drafts(of: person, in: block) {
                    fingerprint.add(draft.content(asOf: today.start).signedBytes)
                }
            }
        }
        return fingerprint.value
    }
}
