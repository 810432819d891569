import Kernel

extension SigningPackage {
    /// Reads a package as the phone does, and names everything that is wrong with it.
    ///
    /// - Returns: the package, if every field that it needs is right; surplus fields alone do not
    ///   prevent that.
    package static func check(
        _ json: JSON
    ) -> (package: SigningPackage?, findings: [FieldFinding]) {
        let findings = FieldFindings()
        guard let reader = FieldReader(message: json, findings) else { return (nil, findings.all) }
        reader.noteSurplus(known: ["signMethod", "version", "documentsToSign"])
        let method = reader.choice("signMethod", SignMethod.self)
        let version = readVersion(reader)
        let readers = reader.objects("documentsToSign", countMax: documentsMax)
        let documents = readers.map { readDocument($0, packageMethod: method) }
        noteDoubled(documents, readers)
        let sound = documents.compactMap(\.self)
        guard let method, let version, !sound.isEmpty, sound.count == documents.count,
            !findings.all.contains(where: { $0.code != .surplus })
        else { return (nil, findings.all) }
        return (
            SigningPackage(method: method, version: version, documents: sound), findings.all
        )
    }

    private static func readVersion(_ reader: FieldReader) -> Int? {
        guard reader.has("version") else {
            reader.note("version", .missing)
            return nil
        }
        guard let version = reader.json["version"]?.integer else {
            reader.note("version", .wrongKind)
            return nil
        }
        guard version == 1 || version == 2 else {
            reader.note("version", .notAllowed, allowed: ["1", "2"])
            return nil
        }
        return Int(version)
    }

    private static func noteDoubled(_ documents: [DocumentToSign?], _ readers: [FieldReader]) {
        var seen: Set<String> = []
        for (document, reader) in zip(documents, readers) {
            if let id = document?.id, !seen.insert(id).inserted { reader.note("id", .doubled) }
        }
    }

    private static func readDocument(
        _ reader: FieldReader, packageMethod: SignMethod?
    ) -> DocumentToSign? {
        reader.noteSurplus(
            known: [
                "id", "signMethod", "nameRu", "nameKz", "nameEn", "meta", "documentXml",
                "document",
            ])
        let id = readIdentifier(reader)
        let own = readMethod(reader, packageMethod: packageMethod)
        let name = reader.names()
        let meta = reader.objects("meta", countMax: metaMax, isOptional: true).compactMap {
            line -> DocumentToSign.Meta? in
            let name = line.text("name", lengthMax: 512)
            let value = line.text("value", lengthMax: 4000, isOptional: true)
            return name.map { DocumentToSign.Meta(name: $0, value: value ?? "") }
        }
        let effective = packageMethod == .mixed ? own : packageMethod
        let content = effective.flatMap { readContent(reader, method: $0) }
        guard let id, let name, let content else { return nil }
        return DocumentToSign(id: id, method: own, name: name, meta: meta, content: content)
    }

    private static func readIdentifier(_ reader: FieldReader) -> String? {
        if let number = reader.json["id"]?.integer { return String(number) }
        return reader.text("id", lengthMax: 128)
    }

    private static func readMethod(
        _ reader: FieldReader, packageMethod: SignMethod?
    ) -> SignMethod? {
        guard packageMethod == .mixed else {
            if reader.has("signMethod"), packageMethod != nil {
                reader.note("signMethod", .surplus)
            }
            return nil
        }
        guard let method = reader.choice("signMethod", SignMethod.self) else { return nil }
        guard method != .mixed else {
            let allowed = SignMethod.allCases.filter { $0 != .mixed }.map(\.rawValue)
            reader.note("signMethod", .notAllowed, allowed: allowed)
            return nil
        }
        return method
    }

    private static func readContent(
        _ reader: FieldReader, method: SignMethod
    ) -> DocumentToSign.Content? {
        guard method != .xml else {
            if reader.has("document") { reader.note("document", .surplus) }
            return reader.text("documentXml", lengthMax: contentBytesMax).map { .xml($0) }
        }
        if reader.has("documentXml") { reader.note("documentXml", .surplus) }
        guard let file = reader.object("document")?.object("file") else { return nil }
        let mime = file.json["mime"]?.string ?? ""
        guard mime.isEmpty || mime == "@file/pdf" else {
            file.note("mime", .notAllowed, allowed: ["\"\"", "@file/pdf"])
            return nil
        }
        guard let text = file.text("data", lengthMax: contentBytesMax) else { return nil }
        guard let data = [UInt8](base64: text), !data.isEmpty else {
            file.note("data", .notBase64)
            return nil
        }
        return .file(mime: mime, data: data)
    }
}
