import Testing

@testable import Web

@Suite struct MultipartFilesTests {
    private static let head =
        "--b\r\nContent-Disposition: form-data; name=\"picture\"; "
        + "filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"

    private func read(_ body: String, _ contentType: String = "multipart/form-data; boundary=b")
        -> String?
    {
        MultipartFiles.file(Array(body.utf8), contentType: contentType, field: "picture")
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `one file of the field is read as it is`() {
        #expect(read(Self.head + "PIC\r\nTURE\r\n--b--\r\n") == "PIC\r\nTURE")
        #expect(read(Self.head + "\r\n--b--") == "")
        #expect(
            read(Self.head + "x\r\n--b--\r\n", "multipart/form-data; charset=x; boundary=\"b\"")
                == "x")
    }

    @Test(arguments: [
        "", "--b--\r\n", "--b\r\n", "PIC\r\n--b--\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n",
        "--b\r\nContent-Disposition: attachment; name=\"picture\"\r\n\r\nx\r\n--b--\r\n",
        MultipartFilesTests.head + "x", MultipartFilesTests.head + "x\r\n--b",
        MultipartFilesTests.head + "x\r\n--b--\r\ntail",
        MultipartFilesTests.head + "x\r\n" + MultipartFilesTests.head + "y\r\n--b--\r\n",
    ])
    func `whatever could be read in two ways is refused`(body: String) {
        #expect(read(body) == nil)
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=c",
        "multipart/form-data; boundary=" + String(repeating: "b", count: 71),
    ])
    func `a boundary that is not the body's is refused`(contentType: String) {
        #expect(read(Self.head + "x\r\n--b--\r\n", contentType) == nil)
    }
}
