import CCurl

/// The header fields of a request as the list that libcurl wants; freed with the object.
@safe final class HeaderList {
    private(set) var pointer: UnsafeMutablePointer<curl_slist>?

    /// Makes the list; nil when memory has run out.
    init?(_ request: OutgoingRequest) {
        unsafe pointer = nil
        for field in request.headers {
            // libcurl reads `Name:` as "leave out", `Name;` as "send empty".
            guard append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
            else { return nil }
        }
        // What libcurl would add by itself: a media type that nobody chose, and a wait for
        // `100 Continue` before larger bodies.
        let hasType = request.headers.contains { $0.name.lowercased() == "content-type" }
        guard hasType || append("Content-Type:"), append("Expect:") else { return nil }
    }

    deinit { unsafe curl_slist_free_all(pointer) }

    private func append(_ line: String) -> Bool {
        guard let longer = unsafe curl_slist_append(pointer, line) else { return false }
        unsafe pointer = longer
        return true
    }
}
