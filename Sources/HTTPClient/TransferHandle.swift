import CCurl

/// A libcurl handle, used for one transfer after another so that its connections are kept.
@safe final class TransferHandle {
    private let handle: UnsafeMutableRawPointer
    private let settings: TransferSettings

    init?(_ settings: TransferSettings) {
        guard let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = handle
        self.settings = settings
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    /// Performs the transfer on this thread, until its answer, its failure or its time.
    func perform(_ transfer: Transfer) -> Transfer.Outcome {
        let request = transfer.request
        if transfer.isCancelled { return .failure(.cancelled) }
        let left = transfer.millisecondsLeft
        guard left > 0 else { return .failure(.timeout) }
        guard request.isWellFormed, let url = TransferURL(request.url) else {
            return .failure(.malformed)
        }
        guard settings.hosts.allowsHost(url.host, url.port) else { return .failure(.notAllowed) }
        let progress = TransferProgress(transfer, settings)
        return withExtendedLifetime((url, progress)) {
            // Options only: connections, names and TLS sessions stay.
            unsafe curl_easy_reset(handle)
            guard setGeneral(url), setLimits(milliseconds: left),
                unsafe setCallbacks(Unmanaged.passUnretained(progress).toOpaque())
            else { return .failure(.malformed) }
            return run(request, progress)
        }
    }

    private func run(
        _ request: OutgoingRequest, _ progress: TransferProgress
    ) -> Transfer.Outcome {
        guard let list = HeaderList(request) else { return .failure(.overloaded) }
        let code = unsafe request.body.withUnsafeBytes { body -> CURLcode in
            guard unsafe setMessage(request, list, body) else { return CURLE_BAD_FUNCTION_ARGUMENT }
            return unsafe curl_easy_perform(handle)
        }
        if let failure = failure(code, progress) { return .failure(failure) }
        return .success(
            IncomingResponse(
                status: unsafe qyzmet_curl_response_code(handle), headers: progress.headers,
                body: progress.body))
    }

    private func setGeneral(_ url: TransferURL) -> Bool {
        let authorities = settings.trustedCertificatesFile
        return unsafe qyzmet_curl_set_closure(
            handle, CURLOPT_CURLU, UnsafeMutableRawPointer(url.pointer)) == CURLE_OK
            && set(CURLOPT_PROTOCOLS_STR, "http,https")
            // Empty, or the environment's proxy would be used and the address check pass it by.
            && set(CURLOPT_PROXY, "")
            && set(CURLOPT_FOLLOWLOCATION, 0) && set(CURLOPT_NOSIGNAL, 1)
            && set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
            && set(CURLOPT_SSL_VERIFYPEER, 1) && set(CURLOPT_SSL_VERIFYHOST, 2)
            && set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
            && (authorities.map { set(CURLOPT_CAINFO, $0) } ?? true)
    }

    private func setLimits(milliseconds: Int) -> Bool {
        let limits = settings.limits
        return set(CURLOPT_TIMEOUT_MS, milliseconds)
            && set(
                CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, limits.connectTimeoutMilliseconds))
            && set(CURLOPT_MAXFILESIZE_LARGE, offset: limits.responseBytesMax)
            && set(CURLOPT_MAXCONNECTS, 4)
    }

    private func setCallbacks(_ closure: UnsafeMutableRawPointer) -> Bool {
        unsafe qyzmet_curl_set_sink(handle, CURLOPT_HEADERFUNCTION, headerSink) == CURLE_OK
            && qyzmet_curl_set_closure(handle, CURLOPT_HEADERDATA, closure) == CURLE_OK
            && qyzmet_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, bodySink) == CURLE_OK
            && qyzmet_curl_set_closure(handle, CURLOPT_WRITEDATA, closure) == CURLE_OK
            && qyzmet_curl_set_progress(handle, cancellationCheck) == CURLE_OK
            && qyzmet_curl_set_closure(handle, CURLOPT_XFERINFODATA, closure) == CURLE_OK
            && set(CURLOPT_NOPROGRESS, 0)
            && qyzmet_curl_set_open_socket(handle, socketOpening) == CURLE_OK
            && qyzmet_curl_set_closure(handle, CURLOPT_OPENSOCKETDATA, closure) == CURLE_OK
    }

    private func setMessage(
        _ request: OutgoingRequest, _ list: HeaderList, _ body: UnsafeRawBufferPointer
    ) -> Bool {
        guard unsafe qyzmet_curl_set_list(handle, CURLOPT_HTTPHEADER, list.pointer) == CURLE_OK,
            set(CURLOPT_FRESH_CONNECT, request.isRepeatable ? 0 : 1)
        else { return false }
        if request.method == "HEAD" { return set(CURLOPT_NOBODY, 1) }
        if unsafe !body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
            let start = unsafe body.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard set(CURLOPT_POST, 1),
                set(CURLOPT_POSTFIELDSIZE_LARGE, offset: body.count),
                unsafe start == nil
                    ? set(CURLOPT_COPYPOSTFIELDS, "")
                    : qyzmet_curl_set_text(handle, CURLOPT_POSTFIELDS, start) == CURLE_OK
            else { return false }
        }
        return set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private func set(_ option: CURLoption, _ value: Int) -> Bool {
        unsafe qyzmet_curl_set_long(handle, option, value) == CURLE_OK
    }

    private func set(_ option: CURLoption, offset: Int) -> Bool {
        unsafe qyzmet_curl_set_offset(handle, option, curl_off_t(offset)) == CURLE_OK
    }

    private func set(_ option: CURLoption, _ value: String) -> Bool {
        unsafe qyzmet_curl_set_text(handle, option, value) == CURLE_OK
    }
}

/// What libcurl's code means for the caller; nil for success.
private func failure(_ code: CURLcode, _ progress: TransferProgress) -> HTTPClientError? {
    if progress.addressRefused, code != CURLE_OK { return .notAllowed }
    if progress.tooLarge { return .tooLarge }
    switch code {
    case CURLE_OK: return nil
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED:
        return .unreachable
    case CURLE_OPERATION_TIMEDOUT: return .timeout
    case CURLE_FILESIZE_EXCEEDED: return .tooLarge
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND,
        CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED:
        return .tls
    case CURLE_ABORTED_BY_CALLBACK: return .cancelled
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
        return .interrupted
    default: return .malformed
    }
}
