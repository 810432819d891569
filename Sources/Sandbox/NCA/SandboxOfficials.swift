import Kernel
import UseCases

/// An official of the sandbox: who, for which body, in which role, and with what they sign.
package struct SandboxOfficial: Sendable, Hashable {
    /// The person.
    package let person: SyntheticPerson
    /// The body.
    package let body: LegalEntity
    /// What they may do.
    package let role: OfficialRole
    /// As what their certificate names them.
    package let certificate: NCAHolderKind

    /// The certificate with which they sign in and sign.
    package var order: SandboxNCA.Order {
        SandboxNCA.Order(person: person, body: body, kind: certificate)
    }
}

extension SyntheticWorld {
    /// Officials, one for each role that something is decided in.
    package var officials: [SandboxOfficial] {
        let posts: [(LegalEntity, OfficialRole, NCAHolderKind)] = [
            (LegalEntities.egovOperator, .administrator, .employee),
            (LegalEntities.egovOperator, .auditor, .rightToSign),
            (LegalEntities.dataProtection, .authorisedBody, .rightToSign),
            (LegalEntities.dataProtection, .authorisedBody, .employee),
            (LegalEntities.industrialSafety, .registrar, .employee),
            (LegalEntities.industrialSafety, .executor, .employee),
            (LegalEntities.industrialSafety, .head, .firstHead),
            (LegalEntities.industrialSafetyAstana, .territorialExecutor, .rightToSign),
            (LegalEntities.industrialSafetyAstana, .territorialHead, .firstHead),
            (LegalEntities.akmolaAkimat, .akimat, .rightToSign),
            (LegalEntities.trade, .voucherProvider, .employee),
            (LegalEntities.hub, .hubAdministration, .rightToSign),
            (LegalEntities.stateRevenue, .taxOfficer, .employee),
            (LegalEntities.akimatOfAstana, .territorialExecutor, .rightToSign),
            (LegalEntities.akimatOfAstana, .territorialHead, .firstHead),
            (LegalEntities.industrialSafety, .testAuthor, .rightToSign),
            (LegalEntities.industrialSafety, .authorisedBody, .rightToSign),
            (LegalEntities.industrialSafety, .authorisedBody, .employee),
            (LegalEntities.emergencySituations, .head, .firstHead),
        ]
        return zip(posts, officialsPeople(posts.count)).map { post, person in
            SandboxOfficial(
                person: person, body: post.0, role: post.1, certificate: post.2)
        }
    }

    /// Adults in working years, from the second block on: the first one's people have stories.
    private func officialsPeople(_ count: Int) -> [SyntheticPerson] {
        let blocks = self.count / SyntheticWorld.blockSize
        let order = Array(1..<max(blocks, 2)).prefix(8) + [0]
        var found: [SyntheticPerson] = []
        for number in order where number < blocks && found.count < count {
            found += block(number).filter {
                (30..<60).contains($0.age(on: today)) && !$0.isDead(on: today)
            }
        }
        return Array(found.prefix(count))
    }
}
