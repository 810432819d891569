import CLibXML2

/// Reads bytes as a tree within ``XMLLimits``: no document type, no entities, no network.
func readDocument(_ bytes: [UInt8]) throws(XMLFault) -> xmlDocPtr {
    guard bytes.count <= XMLLimits.bytesMax else { throw .tooLarge }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    prepareLibrary()
    guard let context = unsafe xmlNewParserCtxt() else { preconditionFailure("no memory") }
    defer { unsafe xmlFreeParserCtxt(context) }
    let watch = ReadingWatch()
    unsafe context.pointee._private = Unmanaged.passUnretained(watch).toOpaque()
    unsafe context.pointee.sax.pointee.internalSubset = refuseDocumentType
    unsafe context.pointee.sax.pointee.startElementNs = countElement
    let options =
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let document = unsafe withExtendedLifetime(watch) {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(buffer.count), nil, nil, Int32(options))
        }
    }
    let line = unsafe Int(context.pointee.lastError.line)
    // A prefix without namespace is an error of its own to the library, and not a fatal one.
    let isSound = unsafe context.pointee.nsWellFormed == 1
    guard let document = unsafe document, watch.fault == nil, isSound else {
        unsafe xmlFreeDoc(document)
        throw watch.fault ?? .malformed(line: max(line, 1))
    }
    do throws(XMLFault) { try unsafe checkDeclaration(document) } catch {
        unsafe xmlFreeDoc(document)
        throw error
    }
    return unsafe document
}

/// Starts the library once and silences its printing on this thread.
func prepareLibrary() {
    libraryStart
    unsafe xmlSetStructuredErrorFunc(nil, { _, _ in })
}

private let libraryStart: Void = xmlInitParser()

/// What the reading has met so far; belongs to one call of ``readDocument(_:)``.
private final class ReadingWatch {
    var elements = 0
    var fault: XMLFault?
}

private func checkDeclaration(_ document: xmlDocPtr) throws(XMLFault) {
    if let version = unsafe document.pointee.version, unsafe text(version) != "1.0" {
        throw .version
    }
    if let encoding = unsafe document.pointee.encoding,
        unsafe text(encoding).uppercased() != "UTF-8"
    {
        throw .notUTF8
    }
}

private func refuseDocumentType(
    _ parser: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
    _: UnsafePointer<xmlChar>?
) {
    unsafe stop(parser, for: .documentType)
}

private func countElement(
    _ parser: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?,
    _ prefix: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?,
    _ namespaceCount: Int32, _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ attributeCount: Int32, _ defaultedCount: Int32,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    guard let context = unsafe parser?.assumingMemoryBound(to: xmlParserCtxt.self),
        let watch = unsafe watch(of: context)
    else { return }
    watch.elements += 1
    // The library keeps two places for each namespace in force.
    let namespacesInForce = unsafe context.pointee.nsNr / 2
    if unsafe context.pointee.nodeNr >= XMLLimits.depthMax {
        unsafe stop(parser, for: .tooDeep)
    } else if watch.elements > XMLLimits.elementsMax {
        unsafe stop(parser, for: .tooManyElements)
    } else if attributeCount > XMLLimits.attributesMax {
        unsafe stop(parser, for: .tooManyAttributes)
    } else if namespacesInForce > XMLLimits.namespacesMax {
        unsafe stop(parser, for: .tooManyNamespaces)
    } else {
        unsafe xmlSAX2StartElementNs(
            parser, name, prefix, namespace, namespaceCount, namespaces, attributeCount,
            defaultedCount, attributes)
    }
}

private func stop(_ parser: UnsafeMutableRawPointer?, for fault: XMLFault) {
    guard let context = unsafe parser?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
    unsafe watch(of: context)?.fault = fault
    unsafe xmlStopParser(context)
}

private func watch(of context: xmlParserCtxtPtr) -> ReadingWatch? {
    unsafe context.pointee._private.map {
        unsafe Unmanaged<ReadingWatch>.fromOpaque($0).takeUnretainedValue()
    }
}
