import DigitalDocuments
import Registers

/// The bodies that issue documents, each with a register of its own.
package enum IssuingBody: String, CaseIterable, Sendable, Hashable {
    case internalAffairs
    case justice
    case labour
    case science

    /// The legal entity, whose number stands in its signing certificate.
    package var entity: LegalEntity {
        switch self {
        case .internalAffairs: LegalEntities.internalAffairs
        case .justice: LegalEntities.justice
        case .labour: LegalEntities.labour
        case .science: LegalEntities.science
        }
    }

    /// The kinds of document that it issues.
    package var documentTypes: Set<DocumentType> {
        Set(DocumentType.allCases.filter { IssuingBody(issuing: $0) == self })
    }

    /// The body that issues the kind.
    package init(issuing type: DocumentType) {
        switch type {
        case .identityCard, .driverLicense, .srts: self = .internalAffairs
        case .birthCertificate: self = .justice
        case .aspCertificate: self = .labour
        case .diploma: self = .science
        }
    }

    /// How the body names itself in its documents.
    var issuer: DocumentContent.Issuer {
        DocumentContent.Issuer(bin: entity.bin, name: entity.name)
    }
}
