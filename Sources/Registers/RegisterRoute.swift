/// The paths of the register protocol; every call is a POST of one JSON object.
///
/// Requests carry `Authorization: Bearer <secret of the connection>` and `X-Request-Id`.
package enum RegisterRoute: String, CaseIterable, Sendable, Hashable {
    case findPerson = "/v1/persons/find"
    case findPhone = "/v1/phones/find"
    case findPhoneHolders = "/v1/phones/holders"
    case listDocuments = "/v1/documents/list"
    case buildDocument = "/v1/documents/build"

    /// The path.
    package var path: String { rawValue }
}
