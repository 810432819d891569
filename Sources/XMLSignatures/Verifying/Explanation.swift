/// Finds out what was done to a document after it was signed, by undoing what is commonly done.
struct Explanation {
    let document: [UInt8]
    /// Which of the document's signatures is looked at.
    let position: Int
    /// How many signatures were added behind it.
    let laterCount: Int

    /// One try: a fresh copy of the document with the change still to be made.
    struct Attempt {
        let tree: XMLTree
        let signature: SignatureElement
        let later: [XMLNode]
        fileprivate let undoing: Undoing

        /// Undoes the change below `scope`, leaving signatures below it alone.
        func change(_ scope: XMLNode) { undoing.change(scope, signature.node) }

        /// The canonical form to try in place of the named one.
        func method(_ named: Canonicalization) -> Canonicalization {
            undoing.otherMethod.map { $0(named) } ?? named
        }

        var withComments: Bool { undoing.withComments }
    }

    /// The first cause whose undoing gives what was signed.
    ///
    /// - Parameter check: gives the canonical bytes of an attempt when they are what was signed.
    func find(
        _ difference: Difference, canonical: [UInt8], check: (Attempt) -> [UInt8]?
    ) -> Difference {
        for undoing in Undoing.all {
            guard let tree = try? XMLTree(document) else { return difference }
            let all = signatureElements(tree.root)
            guard all.indices.contains(position),
                let signature = try? SignatureElement(all[position])
            else { return difference }
            let attempt = Attempt(
                tree: tree, signature: signature,
                later: Array(all[(position + 1)...].prefix(laterCount)), undoing: undoing)
            guard let signed = check(attempt), signed != canonical else { continue }
            var found = difference.comparing(canonical, with: signed)
            found.cause = undoing.cause
            return found
        }
        return difference
    }
}

extension Difference {
    /// With the place of the first byte that is not the signed one.
    func comparing(_ bytes: [UInt8], with signed: [UInt8]) -> Difference {
        var result = self
        let same = zip(bytes, signed).prefix { $0 == $1 }.count
        result.firstByte = same
        return result
    }
}

/// One way to undo a change.
private struct Undoing {
    let cause: Difference.Cause
    var change: (_ scope: XMLNode, _ signature: XMLNode) -> Void = { _, _ in }
    var otherMethod: ((Canonicalization) -> Canonicalization)?
    var withComments = false

    static var all: [Undoing] {
        [
            Undoing(cause: .blanksAroundSignature, change: { removeBlanks(beside: $1) }),
            Undoing(cause: .prettyPrinted, change: { scope, _ in removeBlanks(below: scope) }),
            Undoing(
                cause: .blanksReplaced,
                change: { scope, _ in replaceBlanks(below: scope, by: "\n") }),
            Undoing(
                cause: .carriageReturnsLost,
                change: { scope, _ in changeText(below: scope, withCarriageReturns)
                }
            ),
            // Between elements Java writes plain line feeds even where it folds base64 with both.
            Undoing(
                cause: .carriageReturnsLost,
                change: { scope, _ in
                    changeText(below: scope, includingBlanks: false, withCarriageReturns)
                }),
            Undoing(
                cause: .carriageReturnsAdded,
                change: { scope, _ in changeText(below: scope, withoutCarriageReturns) }),
        ]
            + ["", "  ", "    ", "\t"].map { unit in
                Undoing(
                    cause: .compacted, change: { scope, _ in indent(below: scope, by: unit) })
            }
            + [
                Undoing(
                    cause: .commentsCounted,
                    otherMethod: {
                        $0.isExclusive ? .exclusiveWithComments : .inclusiveWithComments
                    }, withComments: true),
                Undoing(
                    cause: .otherCanonicalForm,
                    otherMethod: { $0.isExclusive ? .inclusive : .exclusive }),
            ]
    }
}

// MARK: - Changes of a copy

/// The elements below `scope` whose content is elements and blanks alone, signatures left out.
private func structured(below scope: XMLNode) -> [XMLNode] {
    var found: [XMLNode] = []
    var stack = [scope]
    while let node = stack.popLast() {
        let inner = node.elements
        guard !inner.isEmpty else { continue }
        if node.children.allSatisfy({ !$0.isText || $0.isBlankText }) { found.append(node) }
        stack += inner.filter { !isSignature($0) }
    }
    return found
}

private func removeBlanks(below scope: XMLNode) {
    for node in structured(below: scope) {
        for child in node.children where child.isBlankText { child.remove() }
    }
}

private func replaceBlanks(below scope: XMLNode, by text: String) {
    for node in structured(below: scope) {
        for child in node.children where child.isBlankText { child.replace(text: text) }
    }
}

private func removeBlanks(beside signature: XMLNode) {
    guard let siblings = signature.parent?.children,
        let place = siblings.firstIndex(of: signature)
    else { return }
    let before = place > 0 ? [siblings[place - 1]] : []
    for node in before + siblings[(place + 1)...] where node.isBlankText { node.remove() }
}

private func changeText(
    below scope: XMLNode, includingBlanks: Bool = true, _ change: (String) -> String
) {
    scope.visit { node in
        for child in node.children where child.isText && (includingBlanks || !child.isBlankText) {
            child.replace(text: change(child.content))
        }
    }
}

/// A line for each element, indented by `unit` for each level from the root.
private func indent(below scope: XMLNode, by unit: String) {
    removeBlanks(below: scope)
    for node in structured(below: scope) {
        var depth = 0
        var ancestor = node.parent
        while let current = ancestor {
            depth += 1
            ancestor = current.parent
        }
        let line = { (level: Int) in "\n" + String(repeating: unit, count: level) }
        let signatures = node.elements.filter(isSignature)
        for child in node.elements where !isSignature(child) {
            child.insertBefore(text: line(depth + 1))
        }
        if let first = signatures.first {
            first.insertBefore(text: line(depth))
        } else {
            node.append(text: line(depth))
        }
    }
}

// Scalar by scalar: to a string, a carriage return and the line feed behind it are one character.

private func withCarriageReturns(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if scalar == "\n" { result.append("\r") }
        result.append(scalar)
    }
    return String(result)
}

private func withoutCarriageReturns(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\r" }))
}
