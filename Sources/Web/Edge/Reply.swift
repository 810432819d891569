import Kernel
import Rendering

/// What a handler answers.
package struct Reply: Sendable {
    /// The HTTP status.
    package var status: Int
    /// The header fields beside those that every answer carries.
    package var headers: [(name: String, value: String)]
    /// The content.
    package var content: Content

    /// The kinds of content.
    package enum Content: Sendable {
        case json(JSON)
        /// JSON that is written already.
        case writtenJSON([UInt8])
        case page(Page)
        case bytes([UInt8], contentType: String)
        case none
    }

    /// A JSON answer.
    package static func json(_ value: JSON, status: Int = 200) -> Reply {
        Reply(status: status, headers: [], content: .json(value))
    }

    /// A JSON answer whose bytes are kept, because it is the same for many.
    package static func writtenJSON(_ bytes: [UInt8]) -> Reply {
        Reply(status: 200, headers: [], content: .writtenJSON(bytes))
    }

    /// A page.
    package static func page(_ page: Page, status: Int = 200) -> Reply {
        Reply(status: status, headers: [], content: .page(page))
    }

    /// Bytes of a content type.
    package static func bytes(_ bytes: [UInt8], contentType: String) -> Reply {
        Reply(status: 200, headers: [], content: .bytes(bytes, contentType: contentType))
    }

    /// Sends the browser to another page of ours, with GET.
    package static func seeOther(_ location: String) -> Reply {
        Reply(status: 303, headers: [("Location", location)], content: .none)
    }

    /// Nothing to say.
    package static let noContent = Reply(status: 204, headers: [], content: .none)

    /// The answer with one more header field.
    package func with(_ name: String, _ value: String) -> Reply {
        var reply = self
        reply.headers.append((name, value))
        return reply
    }
}
