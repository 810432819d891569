import Foundation
import Kernel
import Signatures
import UseCases

/// The keys and the root secret on disk, readable by their owner alone.
///
/// Of a key in hardware a file `MOMENT.NAME.hsm` lies beside them: since when it signs, and its
/// public half, so that what it signed verifies when it is gone.
package struct KeyFiles: Sendable {
    let folder: String
    let hardware: [any MessageSigner]

    /// The keys in the folder `keys` below the data folder.
    ///
    /// - Parameter hardware: keys that never leave their module, the oldest first; where there are
    ///   some, those in files only verify once the first of these signs.
    package init(dataFolder: String, hardware: [any MessageSigner] = []) {
        self.folder = dataFolder + "/keys"
        self.hardware = hardware
    }

    /// Seconds that a new key is published before it signs.
    package static let publishSeconds: Int64 = 3600

    /// The ring of the keys on disk; makes the first key at the first start.
    package func ring(clock: Clock) throws -> [KeyRing.Member] {
        try makeFolder()
        var members = try read(now: clock.now())
        if !members.contains(where: { $0.key != nil }) {
            try add(signsFrom: clock.now())
            members = try read(now: clock.now())
        }
        return members
    }

    private func add(signsFrom: Instant) throws {
        try SigningKey.generateES256().save(toFile: "\(folder)/\(signsFrom.milliseconds).pem")
    }

    /// Makes the key that is to follow, published at once; it signs nothing before
    /// ``activate(_:at:)``.
    ///
    /// One that waits already is not made again.
    /// - Returns: the key's name.
    package func addNext(at now: Instant) throws -> String {
        try makeFolder()
        if let waiting = try files().last(where: \.waits) {
            return try SigningKey(contentsOfFile: waiting.path).keyIdentifier
        }
        let key = try SigningKey.generateES256()
        try key.save(toFile: "\(folder)/\(now.milliseconds)\(Self.nextEnding)")
        return key.keyIdentifier
    }

    /// Lets the key sign from when peers have had time to learn of it; does nothing when it may.
    ///
    /// - Throws: `notFound` when no such key lies here.
    package func activate(_ kid: String, at now: Instant) throws {
        for file in try files()
        where try SigningKey(contentsOfFile: file.path).keyIdentifier == kid {
            guard file.waits else { return }
            let from = max(now, file.at.adding(seconds: Self.publishSeconds))
            try FileManager.default.moveItem(
                atPath: file.path, toPath: "\(folder)/\(from.milliseconds).pem")
            return
        }
        throw Refusal(.notFound)
    }

    /// Takes a key away that never signed, because somebody said no.
    package func removeNext(_ kid: String) throws {
        for file in try files()
        where try file.waits && SigningKey(contentsOfFile: file.path).keyIdentifier == kid {
            try FileManager.default.removeItem(atPath: file.path)
        }
    }

    /// The names of the files, from which a change is seen without reading any.
    package func names() throws -> [String] {
        try files().map(\.path) + hardwareMarks().map(\.path)
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

    private func read(now: Instant) throws -> [KeyRing.Member] {
        let inHardware = try readHardware(now: now)
        let end = inHardware.filter { $0.key != nil }.map(\.signsFrom).min()
        return try files().map { file in
            let key = try SigningKey(contentsOfFile: file.path)
            // A file that was made meanwhile never takes over from the module.
            if let end, file.waits || file.at >= end {
                return KeyRing.Member(verifying: key.publicKey)
            }
            return KeyRing.Member(
                key: key, signsFrom: file.waits ? Instant(milliseconds: .max) : file.at)
        } + inHardware
    }

    private static let nextEnding = ".next.pem"

    /// A key on disk.
    private struct File {
        let path: String
        /// From when on it signs; of one that waits, since when it is published.
        let at: Instant
        /// Whether it waits for a second person.
        let waits: Bool
    }

    private func files() throws -> [File] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
            let waits = name.hasSuffix(Self.nextEnding)
            let ending = waits ? Self.nextEnding : ".pem"
            guard name.hasSuffix(ending), let at = Int64(name.dropLast(ending.count)) else {
                return nil
            }
            return File(
                path: "\(folder)/\(name)", at: Instant(milliseconds: at), waits: waits)
        }
    }
}
