/// What every transfer of a client has in common.
struct TransferSettings: Sendable {
    let limits: HTTPClientLimits
    let hosts: HTTPHostRule
    let trustedCertificatesFile: String?
}
