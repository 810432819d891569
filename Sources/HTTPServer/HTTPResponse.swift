/// An answer to be sent.
package struct HTTPResponse: Sendable, Hashable {
    /// The status code, 200 to 599.
    package var status: Int
    /// The header fields.
    ///
    /// `Content-Length`, `Transfer-Encoding` and `Date` are the server's to set and are dropped when
    /// given. `Connection: close` ends the connection after this answer.
    package var headers: HTTPHeaders
    /// The whole body; not sent in answer to `HEAD`, though its length is.
    package var body: [UInt8]

    /// An answer.
    package init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
