import CPKCS11
import Glibc

/// A logged-in session; used by one thread at a time.
struct HSMSession {
    let module: HSMModule
    let handle: CK_SESSION_HANDLE

    /// Opens a session on the token and logs in as its user.
    init(_ module: HSMModule, token: String, pin: [UInt8]) throws(HSMFault) {
        let slot = try module.slot(labelled: token)
        var handle = CK_SESSION_HANDLE()
        try check(
            unsafe module.functions.pointee.C_OpenSession(
                slot, CK_FLAGS(CKF_SERIAL_SESSION), nil, nil, &handle), "C_OpenSession")
        var digits = pin
        defer { unsafe explicit_bzero(&digits, digits.count) }
        let status = unsafe module.functions.pointee.C_Login(
            handle, CK_USER_TYPE(CKU_USER), &digits, CK_ULONG(digits.count))
        self.module = module
        self.handle = handle
        // A login holds for all sessions of the process on this token.
        guard status != CKR_USER_ALREADY_LOGGED_IN else { return }
        do throws(HSMFault) { try check(status, "C_Login") } catch {
            close()
            throw error
        }
    }

    func close() {
        unsafe _ = module.functions.pointee.C_CloseSession(handle)
    }

    /// The one object of a class with this name.
    func object(
        _ kind: CK_OBJECT_CLASS, named name: HSMKeyName
    ) throws(HSMFault) -> CK_OBJECT_HANDLE {
        let (type, value): (CK_ATTRIBUTE_TYPE, [UInt8]) =
            switch name {
            case .label(let label): (CK_ATTRIBUTE_TYPE(CKA_LABEL), Array(label.utf8))
            case .identifier(let bytes): (CK_ATTRIBUTE_TYPE(CKA_ID), bytes)
            }
        let found = try find(kind, type, value)
        guard found.count == 1, let object = found.first else { throw .keyNotFound(name.text) }
        return object
    }

    private func find(
        _ kind: CK_OBJECT_CLASS, _ type: CK_ATTRIBUTE_TYPE, _ value: [UInt8]
    ) throws(HSMFault) -> [CK_OBJECT_HANDLE] {
        var kind = kind
        var value = value
        let started = unsafe withUnsafeMutableBytes(of: &kind) { kindBytes in
            unsafe value.withUnsafeMutableBytes { valueBytes in
                var template = unsafe [
                    CK_ATTRIBUTE(
                        type: CK_ATTRIBUTE_TYPE(CKA_CLASS), pValue: kindBytes.baseAddress,
                        ulValueLen: CK_ULONG(kindBytes.count)),
                    CK_ATTRIBUTE(
                        type: type, pValue: valueBytes.baseAddress,
                        ulValueLen: CK_ULONG(valueBytes.count)),
                ]
                return unsafe module.functions.pointee.C_FindObjectsInit(handle, &template, 2)
            }
        }
        try check(started, "C_FindObjectsInit")
        defer { unsafe _ = module.functions.pointee.C_FindObjectsFinal(handle) }
        var objects = [CK_OBJECT_HANDLE](repeating: 0, count: 2)
        var count: CK_ULONG = 0
        try check(
            unsafe module.functions.pointee.C_FindObjects(handle, &objects, 2, &count),
            "C_FindObjects")
        return Array(objects.prefix(Int(count)))
    }

    /// The value of an attribute, at most 4 KiB.
    func attribute(
        _ type: UInt, of object: CK_OBJECT_HANDLE
    ) throws(HSMFault) -> [UInt8] {
        var value = [UInt8](repeating: 0, count: 4096)
        var length: CK_ULONG = 0
        let status = unsafe value.withUnsafeMutableBytes { bytes in
            var template = unsafe CK_ATTRIBUTE(
                type: CK_ATTRIBUTE_TYPE(type), pValue: bytes.baseAddress,
                ulValueLen: CK_ULONG(bytes.count))
            let status = unsafe module.functions.pointee.C_GetAttributeValue(
                handle, object, &template, 1)
            length = unsafe template.ulValueLen
            return status
        }
        try check(status, "C_GetAttributeValue")
        guard length != qyzmet_unavailable, length <= value.count else {
            throw .keyUnsupported
        }
        return Array(value.prefix(Int(length)))
    }

    /// Signs with a mechanism that has no parameters.
    func sign(
        _ data: [UInt8], with key: CK_OBJECT_HANDLE, mechanism: UInt
    ) throws(HSMFault) -> [UInt8] {
        var chosen = unsafe CK_MECHANISM(
            mechanism: CK_MECHANISM_TYPE(mechanism), pParameter: nil, ulParameterLen: 0)
        try check(
            unsafe module.functions.pointee.C_SignInit(handle, &chosen, key), "C_SignInit")
        var input = data
        var signature = [UInt8](repeating: 0, count: 512)
        var length = CK_ULONG(signature.count)
        try check(
            unsafe module.functions.pointee.C_Sign(
                handle, &input, CK_ULONG(input.count), &signature, &length), "C_Sign")
        return Array(signature.prefix(Int(length)))
    }
}
