import DigitalDocuments
import Journal
import Kernel
import Registers
import Store

/// A document that a person may open now: their own, or that of a child whom they represent.
package struct AvailableDocument: Sendable {
    /// The document's random name.
    package let id: Identifier<DocumentReference>
    /// The kind.
    package let documentType: DocumentType
    /// What the person is shown.
    package let title: LocalizedText
    /// The child's name when it is a child's document; nil for the person's own.
    package let childName: String?
}

/// The documents of a person, and the registers that could not be asked.
package struct DocumentList: Sendable {
    /// What is there.
    package let documents: [AvailableDocument]
    /// Kinds of documents whose register did not answer: absent is not the same as unknown.
    package let unanswered: [DocumentType]
}

extension Platform {
    /// The person's documents and, by default, those of their minor children (DD-12, DD-14).
    ///
    /// Asked of the registers at each call; a register that is down is named, never passed over.
    package func documents(of person: SignedInPerson) async throws -> DocumentList {
        let record = try await standing(of: person)
        let today = clock.today
        var owners: [(iin: IIN, childName: String?)] = [(person.iin, nil)]
        for ward in record.children where today < ward.until {
            guard let child = try await represented(ward.iin, by: person.iin, on: today) else {
                continue
            }
            owners.append((ward.iin, child.fullName))
        }
        var found: [(owner: IIN, childName: String?, listing: DocumentListing)] = []
        var unanswered: Set<DocumentType> = []
        await withTaskGroup(of: ListingAnswer.self) { group in
            for owner in owners {
                for register in registers.documents {
                    group.addTask { await self.listing(register, of: owner.iin, owner.childName) }
                }
            }
            for await answer in group {
                found += answer.listings.map { (answer.owner, answer.childName, $0) }
                unanswered.formUnion(answer.unanswered)
            }
        }
        let documents = try await name(found)
        return DocumentList(
            documents: documents, unanswered: unanswered.sorted { $0.rawValue < $1.rawValue })
    }

    /// The record of a person who may use the service now.
    ///
    /// The person must live, and the number to which the session's password went must still be
    /// theirs by the mobile citizens' base; otherwise every session of theirs ends at once.
    /// - Throws: `sessionExpired`, `registerUnavailable`.
    func standing(of person: SignedInPerson) async throws -> PersonRecord {
        do {
            let signedInWith = try await phone(of: person.session)
            let record = try await registers.person(person.iin)
            let present = try await registers.phone(of: person.iin)
            guard let record, record.deathDate == nil else {
                try await stopAccess(of: person.iin, because: .death)
                throw Refusal(.sessionExpired, clause: "DD-11")
            }
            guard signedInWith == nil || signedInWith == present else {
                try await stopAccess(of: person.iin, because: .phoneNumberChanged)
                throw Refusal(.sessionExpired, clause: "DD-11")
            }
            return record
        } catch is RegisterFault {
            throw Refusal(.registerUnavailable, clause: "DD-13", retryAfterSeconds: 5)
        }
    }

    /// The number to which the session's one-time password went; nil for no session of that kind.
    private func phone(of session: Identifier<Session>) async throws -> PhoneNumber? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT a.phone FROM session s JOIN sign_in_attempt a ON a.id = s.attempt_id
                WHERE s.id = \(session)
                """
            )?.textIfPresent(0).map(PhoneNumber.init(stored:))
        }
    }

    /// The child's record if, by the register, the person represents the child on the day (DD-14).
    func represented(
        _ iin: IIN, by guardian: IIN, on day: Day
    ) async throws -> PersonRecord? {
        let majorityYears = try configuration.settings[OpenPoints.majorityYears]
        do {
            guard let child = try await registers.person(iin), child.deathDate == nil else {
                return nil
            }
            let holds = child.guardians.contains { record in
                record.iin == guardian
                    && Guardianship(
                        guardian: guardian, child: child.iin, childBirthDate: child.birthDate,
                        from: record.from, until: record.until
                    ).holds(on: day, majorityYears: majorityYears)
            }
            return holds ? child : nil
        } catch is RegisterFault {
            throw Refusal(.registerUnavailable, clause: "DD-14", retryAfterSeconds: 5)
        }
    }

    private struct ListingAnswer: Sendable {
        let owner: IIN
        let childName: String?
        var listings: [DocumentListing] = []
        var unanswered: Set<DocumentType> = []
    }

    private func listing(
        _ register: DocumentRegister, of owner: IIN, _ childName: String?
    ) async -> ListingAnswer {
        var answer = ListingAnswer(owner: owner, childName: childName)
        do throws(RegisterFault) {
            answer.listings = try await register.list(owner, RequestTrace.id)
        } catch {
            answer.unanswered = register.documentTypes
        }
        return answer
    }

    /// Gives each document its random name, the same at every listing.
    private func name(
        _ found: [(owner: IIN, childName: String?, listing: DocumentListing)]
    ) async throws -> [AvailableDocument] {
        let ids = try await references(
            to: found.map {
                DocumentRecord(
                    owner: $0.owner, documentType: $0.listing.documentType,
                    recordId: $0.listing.recordID)
            })
        return zip(found, ids).map { item, id in
            AvailableDocument(
                id: id, documentType: item.listing.documentType, title: item.listing.title,
                childName: item.childName)
        }.sorted {
            ($0.childName ?? "", $0.documentType.rawValue, $0.title.kk, $0.id.text)
                < ($1.childName ?? "", $1.documentType.rawValue, $1.title.kk, $1.id.text)
        }
    }
}
