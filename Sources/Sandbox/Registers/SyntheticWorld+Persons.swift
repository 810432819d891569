import Kernel
import Registers

extension SyntheticWorld {
    /// What the population register says of the person; nil when nobody has the number.
    package func personRecord(_ iin: IIN) -> PersonRecord? {
        guard let index = person(iin: iin)?.index else { return nil }
        let block = block(index / SyntheticWorld.blockSize)
        return personRecord(block[index % SyntheticWorld.blockSize], in: block)
    }

    /// The record of a person of the block, for whoever fills a store block by block.
    package func personRecord(
        _ person: SyntheticPerson, in block: [SyntheticPerson]
    ) -> PersonRecord {
        PersonRecord(
            iin: person.iin, surname: person.name.surname, name: person.name.given,
            patronymic: person.name.patronymic, latinName: person.name.latin,
            birthDate: person.birthDate, deathDate: person.deathDate, language: person.language,
            children: person.wards.map { guardianship in
                let ward = block[guardianship.ward % SyntheticWorld.blockSize]
                let end = guardianship.until.map { min($0, ward.majority) } ?? ward.majority
                return WardRecord(iin: ward.iin, until: end)
            },
            guardians: person.guardians.map { guardianship in
                GuardianshipRecord(
                    iin: block[guardianship.guardian % SyntheticWorld.blockSize].iin,
                    basis: guardianship.basis, from: guardianship.from, until: guardianship.until)
            })
    }

    /// The person's number in the mobile citizens' base; nil without one.
    package func phone(of iin: IIN) -> PhoneNumber? {
        person(iin: iin)?.phone
    }

    /// The numbers of everyone who holds the telephone number.
    package func holderIINs(of phone: PhoneNumber) -> [IIN] {
        holders(of: phone).map(\.iin)
    }
}
