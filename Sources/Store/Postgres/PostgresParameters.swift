import CLibPQ

/// Parameters in the binary format, with the types named so that the server infers nothing.
struct PostgresParameters {
    /// OIDs of the types that every database has from its creation (`pg_type.dat`).
    enum TypeID {
        static let bool: Oid = 16
        static let bytea: Oid = 17
        static let int8: Oid = 20
        static let int2: Oid = 21
        static let int4: Oid = 23
        static let text: Oid = 25
        static let name: Oid = 19
        static let varchar: Oid = 1043
    }

    private(set) var types: [Oid] = []
    private(set) var lengths: [Int32] = []
    /// All values one after another; never empty, so that its address is never null.
    private var buffer: [UInt8] = [0]
    /// Where each value starts; nil for null.
    private var starts: [Int?] = []

    init(_ values: [SQLValue]) throws(StoreError) {
        types.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        starts.reserveCapacity(values.count)
        for value in values {
            types.append(PostgresParameters.type(of: value))
            let start = buffer.count
            let isPresent = try append(value)
            starts.append(isPresent ? start : nil)
            lengths.append(Int32(buffer.count - start))
        }
    }

    static func type(of value: SQLValue) -> Oid {
        switch value {
        case .text: TypeID.text
        case .integer: TypeID.int8
        case .bytes: TypeID.bytea
        }
    }

    private mutating func append(_ value: SQLValue) throws(StoreError) -> Bool {
        switch value {
        case .text(let text?):
            if text.utf8.contains(0) { throw .textWithNullCharacter }
            buffer.append(contentsOf: text.utf8)
        case .integer(let number?):
            let bits = UInt64(bitPattern: number)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                buffer.append(UInt8(truncatingIfNeeded: bits >> shift))
            }
        case .bytes(let bytes?): buffer.append(contentsOf: bytes)
        case .text(nil), .integer(nil), .bytes(nil): return false
        }
        return true
    }

    /// Calls the closure with the addresses that libpq wants; they hold only within it.
    func withAddresses<T>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
    ) -> T {
        unsafe buffer.withUnsafeBytes { raw in
            let base = unsafe raw.assumingMemoryBound(to: CChar.self).baseAddress
            let addresses = unsafe starts.map { start -> UnsafePointer<CChar>? in
                guard let start, let base = unsafe base else { return nil }
                return unsafe base + start
            }
            return unsafe addresses.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}
