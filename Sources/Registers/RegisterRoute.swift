/// The paths of the register protocol; every call is a POST of one JSON object.
///
/// Requests carry `Authorization: Bearer <secret of the connection>` and `X-Request-Id`.
package enum RegisterRoute: String, CaseIterable, Sendable, Hashable {
    case findPerson = "/v1/persons/find"
    /// Of many people at once, only what decides who may be asked.
    case findStandings = "/v1/persons/standings"
    case findPhone = "/v1/phones/find"
    case findPhoneHolders = "/v1/phones/holders"
    /// The numbers of many people at once.
    case findPhones = "/v1/phones/find-many"
    case listDocuments = "/v1/documents/list"
    case buildDocument = "/v1/documents/build"
    /// What state systems hold about an organisation.
    case findOrganisation = "/v1/organisations/find"
    /// What courts and bailiffs have forbidden an organisation or a person.
    case findRestrictions = "/v1/restrictions/find"
    /// A payment at the payment gateway.
    case findPayment = "/v1/payments/find"

    /// The path.
    package var path: String { rawValue }
}
