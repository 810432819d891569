import Kernel
import Testing
import UseCases

extension CaseworkWorld {
    /// Prepares an appeal against a refusal, signs it with the person's own key and lodges it.
    @discardableResult
    package func appeal(
        _ text: String, file: [UInt8]? = nil, against stored: StoredCase,
        by person: SignedInPerson? = nil
    ) async throws -> StoredCase {
        let person = person ?? applicant
        let prepared = try await platform.prepareAppeal(
            text, file: file, against: stored.id, by: person, once: .unkeyed)
        let draft = try #require(try await platform.appealDraft(of: prepared))
        return try await platform.lodgeAppeal(
            against: stored.id, cms: try sign(draft.statement, by: person.iin), by: person,
            once: .unkeyed)
    }
}
