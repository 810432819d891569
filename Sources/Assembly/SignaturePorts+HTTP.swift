import HTTPClient
import Kernel
import Signatures
import UseCases

extension SignaturePorts {
    /// The ports to the certification authorities of people that the installation trusts.
    ///
    /// - Parameter peers: certificates that messages may name without carrying them.
    init(trust: Trust, peers: [Certificate], http: HTTPClient, stampURL: String?) {
        self.init(
            anchors: TrustAnchors(
                authorities: trust.authoritiesOfPeople.filter(\.isSelfIssued)),
            authorities: trust.authoritiesOfPeople.filter { !$0.isSelfIssued }, peers: peers,
            services: AuthorityServices(http: http, stampURL: stampURL))
    }
}

extension AuthorityServices {
    /// The most that an authority may take to answer, in milliseconds.
    static let timeoutMilliseconds = 5000

    /// Services that are called over HTTP, at the addresses in the certificates.
    init(http: HTTPClient, stampURL: String?) {
        @Sendable func post(
            _ url: String, _ type: String, _ body: [UInt8]
        ) async throws -> [UInt8] {
            let answer = try await http.send(
                OutgoingRequest(
                    method: "POST", url: url, headers: [.init("Content-Type", type)], body: body,
                    timeoutMilliseconds: Self.timeoutMilliseconds, isRepeatable: true))
            guard answer.status == 200 else { throw Unavailable() }
            return answer.body
        }
        self.init(
            ocsp: { try await post($0, "application/ocsp-request", $1) },
            list: { url in
                let answer = try await http.send(
                    OutgoingRequest(url: url, timeoutMilliseconds: Self.timeoutMilliseconds))
                guard answer.status == 200 else { throw Unavailable() }
                return answer.body
            },
            stamp: { request in
                guard let stampURL else { throw Unavailable() }
                return try await post(stampURL, "application/timestamp-query", request)
            })
    }
}
