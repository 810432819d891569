import CCurl
import Glibc

/// What libcurl's callbacks fill in during one transfer; touched by the transfer's thread alone.
final class TransferProgress {
    let transfer: Transfer
    let settings: TransferSettings
    var headers: [OutgoingRequest.Field] = []
    var headerBytes = 0
    var body: [UInt8] = []
    var tooLarge = false
    var addressRefused = false

    init(_ transfer: Transfer, _ settings: TransferSettings) {
        self.transfer = transfer
        self.settings = settings
    }

    /// Takes a header line; false once they are too many.
    func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= settings.limits.responseHeaderBytesMax else {
            tooLarge = true
            return false
        }
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // A final answer after an interim one (RFC 9110 section 15.2): begin again.
            headers = []
        } else if let colon = text.firstIndex(of: ":") {
            headers.append(
                OutgoingRequest.Field(
                    String(text[..<colon]), trimmed(text[text.index(after: colon)...])))
        }
        return true
    }

    /// Takes a piece of the body; false once it is too long.
    func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= settings.limits.responseBytesMax else {
            tooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// Opens a socket for an address that the rule allows, else none.
    func openSocket(for address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        var text = [CChar](repeating: 0, count: 64)
        let status = unsafe qyzmet_curl_address_text(address, &text, UInt32(text.count))
        let numeric = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard status == 0, settings.hosts.allowsAddress(numeric) else {
            addressRefused = true
            return -1
        }
        return unsafe socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
            address.pointee.protocol)
    }

    private func trimmed(_ text: Substring) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }
}

let headerSink: qyzmet_curl_sink = { bytes, size, count, closure in
    guard let progress = unsafe progress(closure) else { return 0 }
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe progress.takeHeader(line) ? size * count : 0
}

let bodySink: qyzmet_curl_sink = { bytes, size, count, closure in
    guard let progress = unsafe progress(closure) else { return 0 }
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe progress.takeBody(piece) ? size * count : 0
}

let cancellationCheck: qyzmet_curl_progress = { closure, _, _, _, _ in
    unsafe progress(closure)?.transfer.isCancelled == false ? 0 : 1
}

let socketOpening: qyzmet_curl_open_socket = { closure, _, address in
    guard let progress = unsafe progress(closure) else { return -1 }
    return unsafe progress.openSocket(for: address)
}

private func progress(_ closure: UnsafeMutableRawPointer?) -> TransferProgress? {
    unsafe closure.map {
        unsafe Unmanaged<TransferProgress>.fromOpaque($0).takeUnretainedValue()
    }
}
