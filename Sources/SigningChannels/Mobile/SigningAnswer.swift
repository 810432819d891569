import Kernel

/// What the server answers when the phone has put the signed package.
package enum SigningAnswer: Hashable, Sendable {
    /// Every signature is good.
    case accepted
    /// A signature did not pass; the phone shows the message.
    case refused(message: String)

    /// The answer as it is sent.
    package var json: JSON {
        switch self {
        case .accepted: ["code": "200", "message": ""]
        case .refused(let message): ["code": "403", "message": .string(message)]
        }
    }
}
