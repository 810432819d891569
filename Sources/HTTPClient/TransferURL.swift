import CCurl

/// A URL as libcurl itself reads it, so that what is checked is what is called.
@safe final class TransferURL {
    let pointer: OpaquePointer
    let host: String
    let port: Int

    /// Reads an absolute `http` or `https` URL; nil for anything else and with user information.
    init?(_ text: String) {
        guard let pointer = unsafe curl_url() else { return nil }
        let status = unsafe curl_url_set(
            pointer, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER))
        guard status == CURLUE_OK,
            let scheme = unsafe part(CURLUPART_SCHEME, of: pointer),
            scheme == "http" || scheme == "https",
            let host = unsafe part(CURLUPART_HOST, of: pointer), !host.isEmpty,
            let port = unsafe part(CURLUPART_PORT, of: pointer).flatMap({ Int($0) })
        else {
            unsafe curl_url_cleanup(pointer)
            return nil
        }
        unsafe self.pointer = pointer
        self.host = host.lowercased().filter { $0 != "[" && $0 != "]" }
        self.port = port
    }

    deinit { unsafe curl_url_cleanup(pointer) }
}

private func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard unsafe curl_url_get(url, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK,
        let text = unsafe text
    else { return nil }
    defer { unsafe curl_free(text) }
    return unsafe String(cString: text)
}
