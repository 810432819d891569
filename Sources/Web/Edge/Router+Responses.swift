import HTTPServer
import Kernel
import Rendering
import UseCases

extension Router {
    /// The HTTP form of what a handler answered.
    func httpResponse(_ reply: Reply, requestId: String, language: Language) -> HTTPResponse {
        var headers = HTTPHeaders()
        let bytes: [UInt8]
        switch reply.content {
        case .json(let value):
            return data(value.bytes, of: reply, requestId: requestId)
        case .writtenJSON(let written):
            return data(written, of: reply, requestId: requestId)
        case .page(let page):
            headers["content-type"] = "text/html; charset=utf-8"
            headers["cache-control"] = "no-store"
            headers["content-language"] = language.rawValue
            headers["vary"] = "Accept-Language, Cookie"
            bytes = page.bytes
        case .bytes(let content, let contentType):
            headers["content-type"] = contentType
            bytes = content
        case .none: bytes = []
        }
        return finish(
            status: reply.status, headers: headers, security: SecurityHeaders.all,
            more: reply.headers, body: bytes, requestId: requestId)
    }

    private func data(_ bytes: [UInt8], of reply: Reply, requestId: String) -> HTTPResponse {
        finish(
            status: reply.status,
            headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            security: SecurityHeaders.data, more: reply.headers, body: bytes,
            requestId: requestId)
    }

    /// The HTTP form of a refusal: a page for people, a problem document for systems.
    func problem(
        _ refusal: Refusal, requestId: String, language: Language, isPage: Bool,
        request: HTTPRequest?
    ) -> HTTPResponse {
        let problem = Problem(refusal: refusal, requestId: requestId, language: language)
        if isPage, refusal.code == .notSignedIn || refusal.code == .sessionExpired, let request {
            let back = request.method == "GET" ? request.path : "/"
            return finish(
                status: 303, headers: HTTPHeaders(), security: SecurityHeaders.all,
                more: [("Location", "/sign-in?next=" + percentEncoded(back))], body: [],
                requestId: requestId)
        }
        var headers = HTTPHeaders()
        headers["cache-control"] = "no-store"
        let bytes: [UInt8]
        if isPage {
            headers["content-type"] = "text/html; charset=utf-8"
            bytes =
                problemPage(problem, request: request).bytes
        } else {
            headers["content-type"] = Problem.contentType
            bytes = problem.json.bytes
        }
        return finish(
            status: refusal.code.status, headers: headers,
            security: isPage ? SecurityHeaders.all : SecurityHeaders.data, more: problem.headers,
            body: bytes, requestId: requestId)
    }

    private func finish(
        status: Int, headers: HTTPHeaders, security: [(name: String, value: String)],
        more: [(name: String, value: String)], body: [UInt8], requestId: String
    ) -> HTTPResponse {
        var headers = headers
        // No name comes twice here, so nothing has to be looked for.
        for (name, value) in security { headers.add(name, value) }
        if platform.configuration.isHTTPS {
            headers.add("Strict-Transport-Security", "max-age=31536000")
        }
        headers.add("X-Request-Id", requestId)
        for (name, value) in more {
            if name.lowercased() == "set-cookie" {
                headers.add(name, value)
            } else {
                headers[name] = value
            }
        }
        return HTTPResponse(status: status, headers: headers, body: body)
    }
}

/// Escapes a path for a query's value (RFC 3986 section 2.1).
func percentEncoded(_ text: String) -> String {
    var output = ""
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "/"):
            output.append(Character(Unicode.Scalar(byte)))
        default: output += "%" + CollectionOfOne(byte).hex.uppercased()
        }
    }
    return output
}
