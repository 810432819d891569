/// What a system may be allowed to do (OAuth 2.0 scope, RFC 6749 section 3.3).
package enum Scope: String, CaseIterable, Sendable, Hashable {
    /// Ask people for access to their data.
    case kdpRequest = "kdp:request"
    /// Verify security tokens, as an owner of data.
    case kdpVerify = "kdp:verify"
    /// Open and verify digital documents, as a user's information system.
    case documentsPresent = "documents:present"
    /// Bring the monthly lists of food vouchers, as the feed of social protection (FV-14).
    case vouchersList = "vouchers:list"
    /// Take vouchers in payment, as a shop's till (FV-25).
    case vouchersRedeem = "vouchers:redeem"
    /// Read the reports on vouchers, as the provider or the akimat (FV-29, FV-O.3.2).
    case vouchersReport = "vouchers:report"
    /// Enter evidence, shops and tills, as the provider (FV-2.9).
    case vouchersManage = "vouchers:manage"
    /// Read the stages of cases, as the system that monitors public services (IS-MON).
    case monitoringRead = "monitoring:read"
}
