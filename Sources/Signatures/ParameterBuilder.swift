import COpenSSL

/// Collects named values and makes a public key of them.
///
/// The library keeps pointers to names and values until the key is made, so this object keeps
/// both in memory of its own that does not move.
@safe final class ParameterBuilder {
    private let builder: LibraryObject
    private var copies: [UnsafeMutableRawBufferPointer] = unsafe []
    private var numbers: [LibraryObject] = []
    private var failed = false

    init?() {
        let pointer = unsafe OSSL_PARAM_BLD_new()
        guard
            let builder = unsafe LibraryObject(pointer, freedBy: { unsafe OSSL_PARAM_BLD_free($0) })
        else { return nil }
        self.builder = builder
    }

    deinit {
        unsafe copies.forEach { unsafe $0.deallocate() }
    }

    func add(_ name: String, text: String) {
        let bytes = Array(text.utf8)
        let copy = unsafe keep(bytes)
        note(
            unsafe OSSL_PARAM_BLD_push_utf8_string(
                builder.pointer, keepName(name),
                copy.assumingMemoryBound(to: CChar.self).baseAddress,
                bytes.count))
    }

    func add(_ name: String, bytes: [UInt8]) {
        let copy = unsafe keep(bytes)
        note(
            unsafe OSSL_PARAM_BLD_push_octet_string(
                builder.pointer, keepName(name), copy.baseAddress, bytes.count))
    }

    /// Adds a number that stands big-endian in `bytes`.
    func add(_ name: String, number bytes: [UInt8]) {
        guard let number = makeNumber(bytes) else {
            failed = true
            return
        }
        numbers.append(number)
        note(unsafe OSSL_PARAM_BLD_push_BN(builder.pointer, keepName(name), number.pointer))
    }

    /// The public key of these values; nil when they make none.
    func publicKey(ofType type: String) -> LibraryObject? {
        guard !failed, let parameters = unsafe OSSL_PARAM_BLD_to_param(builder.pointer) else {
            return nil
        }
        defer { unsafe OSSL_PARAM_free(parameters) }
        let contextPointer = unsafe EVP_PKEY_CTX_new_from_name(nil, type, nil)
        guard
            let context = unsafe LibraryObject(
                contextPointer, freedBy: { unsafe EVP_PKEY_CTX_free($0) }),
            unsafe EVP_PKEY_fromdata_init(context.pointer) == 1
        else { return nil }
        var key: OpaquePointer?
        guard
            unsafe EVP_PKEY_fromdata(context.pointer, &key, qyzmet_public_key_selection, parameters)
                == 1
        else { return nil }
        return unsafe LibraryObject(key, freedBy: { unsafe EVP_PKEY_free($0) })
    }

    private func keepName(_ name: String) -> UnsafePointer<CChar>? {
        let copy = unsafe keep(Array(name.utf8) + [0])
        return unsafe UnsafePointer(copy.assumingMemoryBound(to: CChar.self).baseAddress)
    }

    private func keep(_ bytes: [UInt8]) -> UnsafeMutableRawBufferPointer {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
        unsafe copy.copyBytes(from: bytes)
        unsafe copies.append(copy)
        return unsafe copy
    }

    private func note(_ outcome: Int32) {
        if outcome != 1 { failed = true }
    }
}

/// A big-endian number as the library holds it.
func makeNumber(_ bytes: [UInt8]) -> LibraryObject? {
    let pointer = unsafe BN_bin2bn(bytes, Int32(bytes.count), nil)
    return unsafe LibraryObject(pointer, freedBy: { unsafe BN_free($0) })
}
