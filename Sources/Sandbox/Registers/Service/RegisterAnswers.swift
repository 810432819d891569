import DigitalDocuments
import Kernel
import Registers
import Store

/// What a register of the sandbox answers from its store.
struct RegisterAnswers: Sendable {
    let store: any Store
    let clock: Clock
    let signer: DocumentSigner?

    /// The answer to a request's body.
    ///
    /// - Throws: `RegisterEndpoint.Refusal`, a `RegisterFault` for a malformed request, or what the
    ///   store and the signer throw.
    func answer(
        _ route: RegisterRoute, _ body: JSON, _ fault: RegisterFaults.Answer
    ) async throws -> JSON {
        let isWrong = fault == .wrongPerson
        switch route {
        case .findPerson:
            let iin = try PersonQuery(body, rules: .sandbox).iin
            return try await store.read { transaction in
                let found = isWrong ? try PersonTable.neighbour(of: iin, transaction) : iin
                return PersonRecord.answer(
                    try found.flatMap { try PersonTable.find($0, transaction) })
            }
        case .findStandings:
            let iins = try PeopleQuery(body, rules: .sandbox).iins
            return try await store.read { transaction in
                let asked = isWrong ? try neighbours(of: iins, transaction) : iins
                return StandingsAnswer.json(try PersonTable.standings(of: asked, transaction))
            }
        case .findPhones:
            let iins = try PeopleQuery(body, rules: .sandbox).iins
            return try await store.read { transaction in
                var found = try PhoneTable.findMany(iins, transaction)
                if isWrong {
                    for index in found.indices {
                        guard
                            let other = try PhoneTable.otherPhone(
                                than: found[index].iin, transaction)
                        else { continue }
                        found[index].phone = FoundPhone(phone: other, isShared: false)
                    }
                }
                return PhonesAnswer.json(found)
            }
        case .findPhone:
            let iin = try PersonQuery(body, rules: .sandbox).iin
            return try await store.read { transaction in
                PhoneAnswer.json(
                    isWrong
                        ? try PhoneTable.otherPhone(than: iin, transaction)
                        : try PhoneTable.find(iin, transaction))
            }
        case .findPhoneHolders:
            let phone = try PhoneHoldersQuery(body).phone
            return try await store.read { transaction in
                PhoneHoldersAnswer.json(try PhoneTable.holders(of: phone, transaction))
            }
        case .listDocuments:
            let iin = try PersonQuery(body, rules: .sandbox).iin
            return try await store.read { transaction in
                DocumentListing.answer(try DocumentTable.list(iin, transaction).map(\.listing))
            }
        case .findOrganisation:
            let bin = try OrganisationQuery(body, rules: .sandbox).bin
            return try await store.read { transaction in
                let asked = isWrong ? try OrganisationTable.neighbour(of: bin, transaction) : bin
                return OrganisationRecord.answer(
                    try asked.flatMap { try OrganisationTable.find($0, transaction) })
            }
        case .findRestrictions:
            let party = try RestrictionQuery(body, rules: .sandbox).party
            return try await store.read { transaction in
                CourtRestriction.answer(
                    try ObligationTable.restrictions(on: party, transaction),
                    about: isWrong ? "000000000000" : party)
            }
        case .findPayment:
            let receipt = try PaymentQuery(body, rules: .sandbox).receipt
            return try await store.read { transaction in
                FeePayment.answer(try ObligationTable.payment(receipt, transaction))
            }
        case .buildDocument:
            return try await document(try DocumentQuery(body, rules: .sandbox), fault).json
        }
    }

    /// Somebody else for each: for the fault of the wrong record.
    private func neighbours(
        of iins: [IIN], _ transaction: any Transaction
    ) throws(StoreError) -> [IIN] {
        var others: [IIN] = []
        for iin in iins {
            guard let other = try PersonTable.neighbour(of: iin, transaction),
                !others.contains(other)
            else { continue }
            others.append(other)
        }
        return others
    }

    /// Builds a document of the record's present state and signs it.
    private func document(
        _ query: DocumentQuery, _ fault: RegisterFaults.Answer
    ) async throws -> SignedDocument {
        let draft = try await store.read { transaction in
            fault == .wrongPerson
                ? try DocumentTable.foreign(query, transaction)
                : try DocumentTable.find(query, transaction)
        }
        guard let draft, let signer else { throw RegisterEndpoint.Refusal.notFound }
        let now = clock.now()
        let content = draft.content(asOf: now).signedBytes
        let signature =
            switch fault {
            case .expiredCertificate: try signer.signExpired(content, now)
            case .badSignature: try signer.sign(content + [UInt8(ascii: " ")], now)
            default: try signer.sign(content, now)
            }
        return SignedDocument(content: content, signature: signature)
    }
}
