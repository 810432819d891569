/// The address of a route, with parameters in braces: `/api/shares/{shareId}/qr.svg`.
package struct PathTemplate: Hashable, Sendable {
    /// One part between slashes.
    package enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    /// The address as declared.
    package let text: String
    /// Its parts.
    package let segments: [Segment]

    /// Reads an address from source code.
    package init(_ text: String) {
        self.text = text
        self.segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            .map { part in
                part.hasPrefix("{") && part.hasSuffix("}")
                    ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
            }
    }

    /// The names of the parameters, in order.
    package var parameterNames: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// The values of the parameters when the path's parts fit; nil when they do not.
    package func match(_ parts: [String]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, part) in zip(segments, parts) {
            switch segment {
            case .literal(let text): guard text == part else { return nil }
            case .parameter(let name): values[name] = part
            }
        }
        return values
    }
}
