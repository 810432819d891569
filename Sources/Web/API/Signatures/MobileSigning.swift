import HTTPServer
import Kernel
import SigningChannels
import UseCases

extension Endpoint {
    /// The routes that a phone with eGov Mobile calls.
    static let mobileSigning: [Endpoint] = [
        getSigningInvitation, getDocumentsToSign, postDocumentsToSign, putSignedDocuments,
    ]

    /// `GET /mobile-sign/{requestId}`: who asks, and where the documents are (API 1).
    private static let getSigningInvitation = Endpoint(
        .get, "/mobile-sign/{requestId}", summary: "eGov Mobile: who asks for a signature (API 1)",
        access: .anyone(because: "The address is random and stands in the code that was shown"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("description", .string(.text(lengthMax: 2000)), "What is asked"),
                        required("expiry_date", .string(.instant), "Until when"),
                        required("organisation", .open([]), "Who asks: names and BIN"),
                        required("document", .open([]), "Where the documents are"),
                    ])), meaning: "The invitation")
        ], problems: [.notFound]
    ) { call in
        guard
            let request = try await call.platform.signingRequest(
                try call.identifier("requestId"))
        else { throw Refusal(.notFound) }
        return .json(try call.platform.invitation(to: request, in: call.language).json)
    }

    /// `GET /mobile-sign/documents/{documentId}`: the documents (API 2), for `None` and `Token`.
    private static let getDocumentsToSign = Endpoint(
        .get, "/mobile-sign/documents/{documentId}",
        summary: "eGov Mobile: the documents to sign (API 2)",
        access: .anyone(because: "The address is random; a token is asked where the request says"),
        answers: [Self.documents], problems: [.notFound, .invalidToken]
    ) { call in
        let package = try await call.platform.openSigningRequest(
            try call.identifier("documentId"), token: call.bearer)
        return .json(package.json)
    }

    /// `POST /mobile-sign/documents/{documentId}`: the documents (API 2), for `Eds`.
    private static let postDocumentsToSign = Endpoint(
        .post, "/mobile-sign/documents/{documentId}",
        summary: "eGov Mobile: the documents, for who signs a login (API 2)",
        access: .anyone(because: "The signature in the body says who calls"),
        body: .json(
            .object([
                required(
                    "xml", .string(.text(lengthMax: 60_000)),
                    "`login` with `url` and `timeStamp`, signed by the authentication key")
            ])), answers: [Self.documents],
        problems: [.notFound, .invalidToken, .signatureRefused, .signatureNotOfPerson]
    ) { call in
        let package = try await call.platform.openSigningRequest(
            try call.identifier("documentId"), login: Array(call.text("xml").utf8))
        return .json(package.json)
    }

    /// `PUT /mobile-sign/documents/{documentId}`: the same package, signed.
    private static let putSignedDocuments = Endpoint(
        .put, "/mobile-sign/documents/{documentId}",
        summary: "eGov Mobile: hand the signed documents in",
        access: .anyone(because: "The signatures say whose they are; each request is signed once"),
        body: .json(.open([])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("code", .string(.oneOf(["200", "403"])), "200 when all is good"),
                        required("message", .string(.anything), "What is wrong"),
                    ])), meaning: "Accepted, or refused with the reason")
        ], problems: [.notFound, .invalidToken, .tooManyTries]
    ) { call in
        let answer = try await call.platform.takeSignedPackage(
            call.body, of: try call.identifier("documentId"), token: call.bearer,
            in: call.language)
        return .json(answer.json)
    }

    private static let documents = Answer(
        status: 200,
        content: .json(
            .object([
                required(
                    "signMethod", .string(.oneOf(SignMethod.allCases.map(\.rawValue))), "How"),
                required("version", .integer(1...2), "Of the interface"),
                required(
                    "documentsToSign",
                    .array(.open([]), countMax: SigningPackage.documentsMax), "What"),
            ])), meaning: "The package")

    /// The largest body below `/mobile-sign`, in bytes.
    package static let mobileSigningBodyBytesMax = 1_200_000
}

extension Call where Caller == Void {
    /// The token of the `Authorization` header.
    fileprivate var bearer: String? {
        guard let value = request.headers["authorization"], value.hasPrefix("Bearer ") else {
            return nil
        }
        return String(value.dropFirst("Bearer ".count))
    }
}
