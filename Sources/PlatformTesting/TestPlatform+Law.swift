import Kernel
import UseCases

extension TestPlatform {
    /// An official who decides about the law, at the authorised body or at another.
    package func lawKeeper(
        _ number: Int, at body: BIN = CaseworkWorld.committee
    ) async throws -> SignedInOfficial {
        let iin = IIN(stored: "80010130000\(number)")
        try await apply(
            .addOfficial(
                OfficialDraft(
                    iin: iin, name: "Keeper \(number)", body: body, role: "authorisedBody")))
        return try await platform.official(CaseworkWorld.session(iin, body))
    }
}
