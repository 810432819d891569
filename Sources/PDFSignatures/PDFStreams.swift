import CZLib

/// The content of a stream, decompressed (ISO 32000-1 section 7.4).
///
/// Only what files need for finding their objects: no filter, or Flate with the predictors of PNG.
func decodeStream(_ raw: [UInt8], _ dictionary: PDFDictionary) throws(PDFFault) -> [UInt8] {
    let filter = dictionary["Filter"]
    var data = raw
    switch filter {
    case nil: break
    case .name("FlateDecode"), .array([.name("FlateDecode")]): data = try inflate(raw)
    default: throw .unsupported
    }
    let given = dictionary["DecodeParms"]
    let parameters = given?.dictionary ?? given?.array?.first?.dictionary
    guard let predictor = parameters?["Predictor"]?.integer, predictor > 1 else { return data }
    let columns = parameters?["Columns"]?.integer ?? 1
    guard predictor >= 10, (1...4096).contains(columns),
        parameters?["Colors"]?.integer ?? 1 == 1,
        parameters?["BitsPerComponent"]?.integer ?? 8 == 8
    else { throw .unsupported }
    return try undoPrediction(data, columns: columns)
}

private func inflate(_ raw: [UInt8]) throws(PDFFault) -> [UInt8] {
    var room = max(raw.count * 4, 4096)
    while room <= PDFLimits.streamBytesMax {
        var output = [UInt8](repeating: 0, count: room)
        var length = uLong(room)
        let status = unsafe uncompress(&output, &length, raw, uLong(raw.count))
        if status == Z_OK { return Array(output.prefix(Int(length))) }
        guard status == Z_BUF_ERROR else { throw .unsupported }
        room *= 4
    }
    throw .unsupported
}

/// Undoes the row filters None, Sub and Up (PNG section 9).
private func undoPrediction(_ data: [UInt8], columns: Int) throws(PDFFault) -> [UInt8] {
    guard data.count % (columns + 1) == 0 else { throw .unsupported }
    var above = [UInt8](repeating: 0, count: columns)
    var result: [UInt8] = []
    for start in stride(from: 0, to: data.count, by: columns + 1) {
        var row = Array(data[(start + 1)..<(start + 1 + columns)])
        switch data[start] {
        case 0: break
        case 1: for index in row.indices.dropFirst() { row[index] &+= row[index - 1] }
        case 2: for index in row.indices { row[index] &+= above[index] }
        default: throw .unsupported
        }
        result += row
        above = row
    }
    return result
}
