import Foundation

/// The files of this package, for tests that read them.
package enum SourceTree {
    /// The folder in which `Package.swift` stands.
    package static let root: String = {
        // …/Sources/QyzmetTesting/SourceTree.swift
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// The paths, from the root on, of all files in the folder with this ending, sorted.
    package static func files(in folder: String, ending: String) throws -> [String] {
        let manager = FileManager.default
        let found = manager.enumerator(atPath: root + "/" + folder)?.allObjects ?? []
        let paths = found.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }
        guard !paths.isEmpty else { throw Missing(path: folder) }
        return paths.map { folder + "/" + $0 }.sorted()
    }

    /// The text of a file; the path begins at the root.
    package static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    /// A folder without such files.
    package struct Missing: Error {
        /// The folder.
        package let path: String
    }
}
