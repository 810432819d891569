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
    /// - Throws: the problem when a key of another algorithm waits.
    package func addNext(
        at now: Instant, algorithm: SignatureAlgorithm = .es256
    ) throws -> String {
        try makeFolder()
        if let waiting = try files().last(where: \.waits) {
            let key = try SigningKey(contentsOfFile: waiting.path)
            guard key.algorithm == algorithm else {
                throw Configuration.Problem(
                    setting: key.keyIdentifier,
                    explanation: "waits already, with \(key.algorithm.name): confirm or decline it")
            }
            return key.keyIdentifier
        }
        let key: SigningKey = try algorithm == .rs256 ? .generateRS256() : .generateES256()
        try key.save(toFile: "\(folder)/\(now.milliseconds)\(State.next.ending)")
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

    /// Makes sure that the key may be retired.
    ///
    /// - Throws: `notFound` for no such key; the problem when no other key signs now.
    package func checkRetirable(_ kid: String, at now: Instant) throws {
        let keys = try files().map { ($0, try SigningKey(contentsOfFile: $0.path).keyIdentifier) }
        guard keys.contains(where: { $0.1 == kid }) else { throw Refusal(.notFound) }
        guard keys.contains(where: { $0.1 != kid && !$0.0.waits && $0.0.at <= now }) else {
            throw Configuration.Problem(
                setting: kid,
                explanation: "is the only key that signs: rotate first, and wait for the new one")
        }
    }

    /// Retires a key: its private half is deleted, the public one stays for the heads it signed.
    ///
    /// Does nothing when it is retired already.
    package func retire(_ kid: String, at now: Instant) throws {
        if try retired().contains(where: { $0.thumbprint == kid }) { return }
        try checkRetirable(kid, at: now)
        for file in try files() {
            let key = try SigningKey(contentsOfFile: file.path)
            guard key.keyIdentifier == kid else { continue }
            let path = "\(folder)/\(file.at.milliseconds)\(State.retired.ending)"
            try write(Array(key.publicKey.pem.utf8), to: path)
            try FileManager.default.removeItem(atPath: file.path)
        }
    }

    /// The public halves of the keys that were retired.
    package func retired() throws -> [PublicKey] {
        try allFiles().filter { $0.state == .retired }.map {
            try PublicKey(pem: readPrivateFile($0.path))
        }
    }

    /// Every key with its algorithm and what it does at this moment, for people.
    package func list(at now: Instant) throws -> [String] {
        let living = try files().map { file in
            let key = try SigningKey(contentsOfFile: file.path)
            let state = file.waits ? "waits" : file.at <= now ? "signs from" : "will sign from"
            return "\(key.keyIdentifier)  \(key.algorithm.name)  \(state) \(file.at)"
        }
        return try living
            + retired().map { "\($0.thumbprint)  \($0.algorithm.name)  retired" }
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
        try allFiles().map(\.path) + hardwareMarks().map(\.path)
    }

    /// The root secret; made at the first start, the same ever after.
    package func rootSecret(random: RandomSource) throws -> Secrets {
        try makeFolder()
        let path = folder + "/root.secret"
        if !FileManager.default.fileExists(atPath: path) {
            try write(Array(random.bytes(32).hex.utf8), to: path)
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

    func makeFolder() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    /// Writes a new file that its owner alone can read, and waits until it is on the disk.
    func write(_ bytes: [UInt8], to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path),
            FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw Configuration.Problem(setting: path, explanation: "cannot be written") }
        defer { try? handle.close() }
        try handle.write(contentsOf: Data(bytes))
        try handle.synchronize()
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

    /// What a key does; the ending of its file says it.
    enum State: CaseIterable {
        case next, retired, signs

        var ending: String {
            switch self {
            case .next: ".next.pem"
            case .retired: ".retired.pem"
            case .signs: ".pem"
            }
        }
    }

    /// A key on disk.
    struct File {
        let path: String
        /// From when on it signs; of one that waits, since when it is published.
        let at: Instant
        let state: State

        /// Whether it waits for a second person.
        var waits: Bool { state == .next }

        /// The file with this name in the folder; nil for one that is no key.
        init?(_ name: String, in folder: String) {
            guard let state = State.allCases.first(where: { name.hasSuffix($0.ending) }),
                let at = Int64(name.dropLast(state.ending.count))
            else { return nil }
            self.path = "\(folder)/\(name)"
            self.at = Instant(milliseconds: at)
            self.state = state
        }
    }

    /// Keys that sign or will; one whose retirement broke off has ended.
    func files() throws -> [File] {
        let all = try allFiles()
        let ended = Set(all.filter { $0.state == .retired }.map(\.at))
        return all.filter { $0.state != .retired && !ended.contains($0.at) }
    }

    func allFiles() throws -> [File] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap {
            File($0, in: folder)
        }
    }
}
