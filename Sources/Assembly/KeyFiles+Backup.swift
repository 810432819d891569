import Foundation
import Kernel
import Signatures
import UseCases

/// The keys in a backup: without them a store restores into rows that nobody can sign for.
extension KeyFiles {
    private static let rootName = "keys/root.secret"

    /// The root secret and every key, as they go into a backup (UC-11).
    package func backup() throws -> [BackupFile] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { Self.isKey("keys/" + $0) }
            .map { name in
                BackupFile(
                    name: "keys/" + name,
                    bytes: Array(try readPrivateFile(folder + "/" + name).utf8))
            }
    }

    /// Makes sure that no key that lies here would be replaced by another.
    ///
    /// Keys that are younger than the backup may lie here beside those of the backup.
    package func check(_ files: [BackupFile]) throws {
        for file in try missing(of: files) {
            let path = path(of: file)
            if FileManager.default.fileExists(atPath: path) {
                throw BackupFault.keysDiffer(path: path)
            }
        }
    }

    /// Writes the keys that are not here yet.
    package func place(_ files: [BackupFile]) throws {
        try check(files)
        let missing = try missing(of: files)
        if !missing.isEmpty { try makeFolder() }
        for file in missing { try write(file.bytes, to: path(of: file)) }
    }

    /// The root secret or a key by its name: nothing else is ever written.
    private static func isKey(_ name: String) -> Bool {
        guard name != rootName else { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == "keys" && File(String(parts[1]), in: "") != nil
    }

    private func path(of file: BackupFile) -> String {
        folder + file.name.dropFirst("keys".count)
    }

    /// What of the backup does not lie here, byte for byte or as a key under another name.
    private func missing(of files: [BackupFile]) throws -> [BackupFile] {
        let isEmpty = !FileManager.default.fileExists(atPath: folder)
        let here =
            isEmpty
            ? []
            : try self.files().map {
                try SigningKey(contentsOfFile: $0.path).keyIdentifier
            }
        let gone = isEmpty ? [] : try retired().map(\.thumbprint)
        let known = Set(here + gone)
        return try files.filter { file in
            guard Self.isKey(file.name) else { return false }
            let path = path(of: file)
            if FileManager.default.fileExists(atPath: path),
                try readPrivateFile(path).trimmed
                    == String(decoding: file.bytes, as: UTF8.self)
                    .trimmed
            {
                return false
            }
            return try file.name == Self.rootName || !known.contains(Self.kid(of: file))
        }
    }

    private static func kid(of file: BackupFile) throws -> String {
        let pem = String(decoding: file.bytes, as: UTF8.self)
        return file.name.hasSuffix(State.retired.ending)
            ? try PublicKey(pem: pem).thumbprint : try SigningKey(pem: pem).keyIdentifier
    }
}

/// The configuration of the time of a backup, for the operator to compare.
struct ConfigurationFiles: Sendable {
    let configuration: Configuration

    /// The settings as `qyzmet check` prints them, and the file of `QYZMET_CONFIG` whole.
    func backup() -> [BackupFile] {
        let lines = configuration.lines.map { "\($0.name) = \($0.value)\n" }.joined()
        let settings = BackupFile(name: "settings.txt", bytes: Array(lines.utf8))
        guard let path = configuration.file,
            let data = FileManager.default.contents(atPath: path)
        else { return [settings] }
        return [settings, BackupFile(name: "configuration.json", bytes: Array(data))]
    }

    /// Lays them beside the present ones, in the folder `restored`: what holds is never replaced.
    ///
    /// - Returns: the folder.
    func place(_ files: [BackupFile]) throws -> String {
        let folder = configuration.dataFolder + "/restored"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        for file in files where ["settings.txt", "configuration.json"].contains(file.name) {
            let path = folder + "/" + file.name
            try? FileManager.default.removeItem(atPath: path)
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(file.bytes), attributes: [.posixPermissions: 0o600]
                )
            else { throw Configuration.Problem(setting: path, explanation: "cannot be written") }
        }
        return folder
    }
}
