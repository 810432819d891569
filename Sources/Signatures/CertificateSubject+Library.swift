import COpenSSL

extension CertificateSubject {
    /// Reads the fields we know out of the library's name; others are passed over.
    ///
    /// A field that must be single and stands twice is read as absent: no one of two is chosen.
    init(readingFrom name: OpaquePointer?) {
        self.init(
            commonName: unsafe only(name, NID_commonName) ?? "",
            organization: unsafe only(name, NID_organizationName),
            organizationalUnits: unsafe entries(name, NID_organizationalUnitName),
            serialNumber: unsafe only(name, NID_serialNumber),
            country: unsafe only(name, NID_countryName))
    }

    /// Writes the fields into the library's name, in the order C, O, OU, CN, serialNumber.
    func write(to name: OpaquePointer?) throws(CertificateFault) {
        guard isValid else { throw .invalidSubject }
        var fields: [(Int32, String)] = []
        if let country { fields.append((NID_countryName, country)) }
        if let organization { fields.append((NID_organizationName, organization)) }
        fields += organizationalUnits.map { (NID_organizationalUnitName, $0) }
        fields.append((NID_commonName, commonName))
        if let serialNumber { fields.append((NID_serialNumber, serialNumber)) }
        for (identifier, text) in fields {
            let bytes = Array(text.utf8)
            guard
                unsafe X509_NAME_add_entry_by_NID(
                    name, identifier, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0) == 1
            else {
                discardLibraryErrors()
                throw .invalidSubject
            }
        }
    }
}

private func only(_ name: OpaquePointer?, _ identifier: Int32) -> String? {
    let found = unsafe entries(name, identifier)
    return found.count == 1 ? found.first : nil
}

private func entries(_ name: OpaquePointer?, _ identifier: Int32) -> [String] {
    var found: [String] = []
    var position = unsafe X509_NAME_get_index_by_NID(name, identifier, -1)
    while position >= 0 {
        let entry = unsafe X509_NAME_get_entry(name, position)
        if let text = unsafe text(X509_NAME_ENTRY_get_data(entry)) { found.append(text) }
        position = unsafe X509_NAME_get_index_by_NID(name, identifier, position)
    }
    return found
}

/// The text in UTF-8, whichever of ASN.1's string types it has.
private func text(_ string: UnsafePointer<ASN1_STRING>?) -> String? {
    var start: UnsafeMutablePointer<UInt8>?
    let length = unsafe ASN1_STRING_to_UTF8(&start, string)
    defer { unsafe qyzmet_free(start) }
    guard length >= 0 else {
        discardLibraryErrors()
        return nil
    }
    let bytes = unsafe UnsafeBufferPointer(start: start, count: Int(length))
    return unsafe String(validating: bytes, as: UTF8.self)
}
