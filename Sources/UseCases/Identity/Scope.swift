/// What a system may be allowed to do (OAuth 2.0 scope, RFC 6749 section 3.3).
package enum Scope: String, CaseIterable, Sendable, Hashable {
    /// Ask people for access to their data.
    case kdpRequest = "kdp:request"
    /// Verify security tokens, as an owner of data.
    case kdpVerify = "kdp:verify"
    /// Open and verify digital documents, as a user's information system.
    case documentsPresent = "documents:present"
}
