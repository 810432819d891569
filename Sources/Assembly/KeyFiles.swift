import Foundation
import Kernel
import Signatures
import UseCases

/// The keys and the root secret on disk, readable by their owner alone.
package struct KeyFiles: Sendable {
    private let folder: String

    /// The keys in the folder `keys` below the data folder.
    package init(dataFolder: String) {
        self.folder = dataFolder + "/keys"
    }

    /// Seconds that a new key is published before it signs.
    package static let publishSeconds: Int64 = 3600

    /// The ring of the keys on disk; makes the first key at the first start.
    package func ring(clock: Clock) throws -> [KeyRing.Member] {
        try makeFolder()
        let members = try read()
        if !members.isEmpty { return members }
        try add(signsFrom: clock.now())
        return try read()
    }

    /// Adds a key that signs from the moment on (`qyzmet key rotate`).
    ///
    /// - Returns: the key's name.
    @discardableResult
    package func add(signsFrom: Instant) throws -> String {
        try makeFolder()
        let key = try SigningKey.generateES256()
        try key.save(toFile: "\(folder)/\(signsFrom.milliseconds).pem")
        return key.keyIdentifier
    }

    /// The root secret; made at the first start, the same ever after.
    package func rootSecret(random: RandomSource) throws -> Secrets {
        try makeFolder()
        let path = folder + "/root.secret"
        if !FileManager.default.fileExists(atPath: path) {
            let text = Data(random.bytes(32).hex.utf8)
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard
                FileManager.default.createFile(
                    atPath: path, contents: text, attributes: attributes)
            else { throw Configuration.Problem(setting: path, explanation: "cannot be written") }
        }
        let mode =
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        guard mode.map({ $0 & 0o077 == 0 }) ?? false else {
            throw Configuration.Problem(
                setting: path, explanation: "is open to others; run chmod 600 on it")
        }
        let text = String(
            decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        guard let root = [UInt8](hex: text.trimmed), root.count == 32 else {
            throw Configuration.Problem(setting: path, explanation: "must hold 64 hex digits")
        }
        return Secrets(root: root)
    }

    private func makeFolder() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    private func read() throws -> [KeyRing.Member] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
            guard name.hasSuffix(".pem"), let at = Int64(name.dropLast(4)) else { return nil }
            return KeyRing.Member(
                key: try SigningKey(contentsOfFile: "\(folder)/\(name)"),
                signsFrom: Instant(milliseconds: at))
        }
    }
}
