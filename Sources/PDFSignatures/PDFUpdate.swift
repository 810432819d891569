import Kernel

/// An incremental update: the file stays as it is, byte for byte, and new objects follow.
struct PDFUpdate {
    private let file: PDFFile
    private(set) var bytes: [UInt8]
    private var offsets: [(number: Int, offset: Int)] = []
    private var nextNumber: Int

    init(_ file: PDFFile) {
        self.file = file
        self.bytes = file.bytes
        self.nextNumber = file.size
        if bytes.last != 10 { bytes.append(10) }
    }

    /// A number that no object has yet.
    mutating func reserve() -> Int {
        defer { nextNumber += 1 }
        return nextNumber
    }

    /// Writes an object and gives where its text begins.
    @discardableResult
    mutating func write(_ number: Int, _ text: String) -> Int {
        offsets.append((number, bytes.count))
        bytes += Array("\(number) 0 obj\n".utf8)
        let start = bytes.count
        bytes += Array((text + "\nendobj\n").utf8)
        return start
    }

    /// Writes the table, of the same kind as the file's newest.
    mutating func finish() {
        var trailer = PDFDictionary()
        for key in ["Root", "Info", "ID"] { trailer[key] = file.trailer[key] }
        trailer["Prev"] = .integer(file.tableStart)
        let start = bytes.count
        if file.hasStreamTable {
            writeStreamTable(&trailer)
        } else {
            writeClassicTable(&trailer)
        }
        bytes += Array("startxref\n\(start)\n%%EOF\n".utf8)
    }

    private mutating func writeClassicTable(_ trailer: inout PDFDictionary) {
        trailer["Size"] = .integer(nextNumber)
        var table = "xref\n"
        for (number, offset) in offsets.sorted(by: { $0.number < $1.number }) {
            table += "\(number) 1\n\(padded(offset, 10)) 00000 n \n"
        }
        bytes += Array((table + "trailer\n" + trailer.text + "\n").utf8)
    }

    private mutating func writeStreamTable(_ trailer: inout PDFDictionary) {
        let number = reserve()
        offsets.append((number, bytes.count))
        offsets.sort { $0.number < $1.number }
        var data: [UInt8] = []
        for (_, offset) in offsets {
            data.append(1)
            data += (0..<4).reversed().map { UInt8(offset >> ($0 * 8) & 255) }
            data += [0, 0]
        }
        trailer["Size"] = .integer(nextNumber)
        trailer["Type"] = .name("XRef")
        trailer["W"] = .array([.integer(1), .integer(4), .integer(2)])
        trailer["Index"] = .array(offsets.flatMap { [.integer($0.number), .integer(1)] })
        trailer["Length"] = .integer(data.count)
        bytes += Array("\(number) 0 obj\n\(trailer.text)\nstream\n".utf8)
        bytes += data + Array("\nendstream\nendobj\n".utf8)
    }

    /// Overwrites bytes that were written as room for them.
    mutating func overwrite(at place: Int, with text: [UInt8]) {
        bytes.replaceSubrange(place..<(place + text.count), with: text)
    }
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
