import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/services/{service}/versions/{digest}`: a service as cases rest on it (use case 61).
    static let getServiceVersion = Endpoint(
        .get, "/api/services/{service}/versions/{digest}",
        summary: "The file of a version of a service",
        access: .anyone(because: "The rules of services are public"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "application/json"),
                meaning: "The file, whose SHA-256 is the name of the version")
        ], problems: [.notFound]
    ) { call in
        let file = try await call.platform.serviceVersion(
            call.path["service"] ?? "", call.path["digest"] ?? "")
        return .bytes(file.bytes, contentType: "application/json")
    }
}
