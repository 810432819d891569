import DigitalDocuments
import Kernel
import Registers

extension SyntheticWorld {
    /// Every document of the person that the body can build, in the order of ``DocumentType``.
    package func drafts(of iin: IIN, by body: IssuingBody) -> [DocumentDraft] {
        guard let index = person(iin: iin)?.index else { return [] }
        let block = block(index / SyntheticWorld.blockSize)
        return drafts(of: block[index % SyntheticWorld.blockSize], in: block, by: body)
    }

    /// The same for a person of the block, for whoever fills a store block by block.
    package func drafts(
        of person: SyntheticPerson, in block: [SyntheticPerson], by body: IssuingBody
    ) -> [DocumentDraft] {
        switch body {
        case .internalAffairs:
            identityCards(of: person).map { draft($0, of: person) }
                + (driverLicense(of: person).map { [draft($0, of: person)] } ?? [])
                + vehicles(of: person).map { draft($0, of: person) }
        case .justice:
            birthCertificate(of: person).map { [draft($0, of: person, in: block)] } ?? []
        case .labour:
            socialAssistance(of: person, household: household(of: person, in: block))
                .map { [draft($0, of: person, in: block)] } ?? []
        case .science: diplomas(of: person).map { draft($0, of: person) }
        }
    }

    /// Every document of the person, whoever issues it.
    package func drafts(of iin: IIN) -> [DocumentDraft] {
        guard let index = person(iin: iin)?.index else { return [] }
        let block = block(index / SyntheticWorld.blockSize)
        return drafts(of: block[index % SyntheticWorld.blockSize], in: block)
    }

    /// The same for a person of the block, whoever issues the documents.
    package func drafts(
        of person: SyntheticPerson, in block: [SyntheticPerson]
    ) -> [DocumentDraft] {
        IssuingBody.allCases.flatMap { drafts(of: person, in: block, by: $0) }
    }

    /// What a register's list says of the person's documents.
    package func documentListings(of iin: IIN, by body: IssuingBody) -> [DocumentListing] {
        drafts(of: iin, by: body).map(\.listing)
    }

    /// The document as of the moment; nil when the person has no such record.
    package func documentContent(
        of iin: IIN, _ type: DocumentType, recordID: String, asOf: Instant
    ) -> DocumentContent? {
        drafts(of: iin, by: IssuingBody(issuing: type))
            .first { $0.documentType == type && $0.recordID == recordID }?
            .content(asOf: asOf)
    }

    private func household(
        of person: SyntheticPerson, in block: [SyntheticPerson]
    ) -> [SyntheticPerson] {
        person.household.map { block[$0 % SyntheticWorld.blockSize] }
    }
}
