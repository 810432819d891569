/// A request that the server itself refuses; the edge above turns it into a problem document.
package struct HTTPRefusal: Sendable {
    /// Why.
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The request line, target, headers or framing break RFC 9110, 9112 or 3986, or could be
        /// read in two ways.
        case malformed
        /// The request target is longer than ``HTTPServerLimits/targetBytesMax``.
        case targetTooLong
        /// Request line and headers are longer than ``HTTPServerLimits/headerBytesMax``.
        case headersTooLarge
        /// The body is, or says that it will be, longer than ``HTTPServerLimits/bodyBytesMax``.
        case bodyTooLarge
        /// More requests, or bytes of bodies, are in hand than the limits allow.
        case overloaded
        /// The server is stopping.
        case stopping
        /// The handler's answer cannot be sent: a status or header field that HTTP does not allow.
        case invalidResponse

        /// The status that says so.
        package var status: Int {
            switch self {
            case .malformed: 400
            case .targetTooLong: 414
            case .headersTooLarge: 431
            case .bodyTooLarge: 413
            case .overloaded, .stopping: 503
            case .invalidResponse: 500
            }
        }
    }

    /// Why.
    package let reason: Reason
    /// The method, as far as it is known; empty otherwise.
    package let method: String
    /// The header fields, as far as they could be read: for the language of the answer.
    package let headers: HTTPHeaders
    /// The limit that was passed, in its own unit; nil where none was.
    package let limit: Int?
}
