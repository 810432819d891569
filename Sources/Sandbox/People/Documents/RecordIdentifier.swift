import DigitalDocuments

extension SyntheticWorld {
    /// The name of one record in its register: opaque, the same at every look.
    ///
    /// - Parameter ordinal: 0, 1, … among the records of this kind and person; below 8.
    func recordID(_ type: DocumentType, of index: Int, ordinal: Int = 0) -> String {
        let kind = DocumentType.allCases.firstIndex(of: type) ?? 0
        var random = random(.recordIdentifiers, (index * 8 + ordinal) * 16 + kind)
        let digits = String(random.next(), radix: 16)
        return "r" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
