import CPKCS11
import Glibc
import Synchronization

/// A PKCS #11 module: the maker's library, opened at run time and started once a process.
///
/// Sendable by hand: the pointers never change, and the module is started with the demand that it
/// locks by itself (`CKF_OS_LOCKING_OK`). What belongs to one session is locked by its owner.
@safe package final class HSMModule: @unchecked Sendable {
    let functions: UnsafePointer<CK_FUNCTION_LIST>

    private static let opened = Mutex<[String: HSMModule]>([:])

    /// The module of this file; a second call gives the same one.
    package static func open(_ path: String) throws(HSMFault) -> HSMModule {
        let outcome = opened.withLock { modules -> Result<HSMModule, HSMFault> in
            if let module = modules[path] { return .success(module) }
            do throws(HSMFault) {
                let module = try HSMModule(path)
                modules[path] = module
                return .success(module)
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private init(_ path: String) throws(HSMFault) {
        guard let library = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL),
            let symbol = unsafe dlsym(library, "C_GetFunctionList")
        else { throw .moduleUnusable(path: path) }
        let getList = unsafe unsafeBitCast(symbol, to: CK_C_GetFunctionList.self)
        var list: UnsafeMutablePointer<CK_FUNCTION_LIST>?
        guard unsafe getList(&list) == CKR_OK, let list = unsafe list else {
            throw .moduleUnusable(path: path)
        }
        unsafe functions = UnsafePointer(list)
        var arguments = unsafe CK_C_INITIALIZE_ARGS()
        unsafe arguments.flags = CK_FLAGS(CKF_OS_LOCKING_OK)
        let status = unsafe functions.pointee.C_Initialize(&arguments)
        guard status == CKR_OK || status == CKR_CRYPTOKI_ALREADY_INITIALIZED else {
            throw .call("C_Initialize", code: UInt(status))
        }
    }

    /// The one slot whose token has the label.
    func slot(labelled label: String) throws(HSMFault) -> CK_SLOT_ID {
        var count: CK_ULONG = 0
        try check(
            unsafe functions.pointee.C_GetSlotList(CK_BBOOL(CK_TRUE), nil, &count),
            "C_GetSlotList")
        var slots = [CK_SLOT_ID](repeating: 0, count: Int(count))
        try check(
            unsafe functions.pointee.C_GetSlotList(CK_BBOOL(CK_TRUE), &slots, &count),
            "C_GetSlotList")
        let found = slots.prefix(Int(count)).filter { slot in
            var info = CK_TOKEN_INFO()
            guard unsafe functions.pointee.C_GetTokenInfo(slot, &info) == CKR_OK else {
                return false
            }
            let bytes = unsafe withUnsafeBytes(of: info.label) { unsafe Array($0) }
            let blank = UInt8(ascii: " ")
            let end = bytes.lastIndex { $0 != blank && $0 != 0 }.map { $0 + 1 } ?? 0
            return String(decoding: bytes[..<end], as: UTF8.self) == label
        }
        guard found.count == 1, let slot = found.first else {
            throw .tokenNotFound(label: label)
        }
        return slot
    }
}

/// Turns a status of PKCS #11 into a fault.
func check(_ status: CK_RV, _ name: String) throws(HSMFault) {
    let refusals = [
        CKR_PIN_INCORRECT, CKR_PIN_LOCKED, CKR_PIN_LEN_RANGE, CKR_PIN_INVALID, CKR_PIN_EXPIRED,
    ]
    if refusals.contains(where: { $0 == status }) { throw .pinRefused }
    guard status == CKR_OK else { throw .call(name, code: UInt(status)) }
}
