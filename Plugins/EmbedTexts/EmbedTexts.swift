import Foundation
import PackagePlugin

/// Puts the data files of a target into the binary, each as one literal of text.
///
/// SwiftPM's own `.embedInCode` writes an array literal with an element a byte, which the compiler
/// takes minutes over; one literal of text takes it no time.
@main struct EmbedTexts: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let files =
            try FileManager.default.subpathsOfDirectory(atPath: target.directoryURL.path)
            .filter { $0.hasSuffix(".json") || $0.hasSuffix(".csv") }.sorted()
            .map { target.directoryURL.appending(path: $0) }
            + [
                context.package.directoryURL.appending(
                    path: "docs/verify/verify_activity_receipt.py")
            ]
        let script = context.package.directoryURL.appending(path: "scripts/embed-texts")
        let output = context.pluginWorkDirectoryURL.appending(path: "PackageResources.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) files of \(target.name)",
                executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, output.path] + files.map(\.path),
                inputFiles: files + [script], outputFiles: [output])
        ]
    }
}
