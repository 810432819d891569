import Foundation
import HSM
import Kernel
import Signatures
import UseCases

extension KeyFiles {
    /// The keys of an installation, those in its module with them.
    ///
    /// - Throws: ``Configuration/Problem`` when the module or a key in it cannot be used.
    package init(_ configuration: Configuration) throws {
        let keys = try configuration.hardwareKeys.map { place -> HSMKey in
            do throws(HSMFault) { return try HSMKey(place) } catch {
                throw Configuration.Problem(setting: "hsm", explanation: error.explanation)
            }
        }
        self.init(dataFolder: configuration.dataFolder, hardware: keys)
    }

    /// What lies on disk of a key in hardware.
    struct HardwareMark {
        let path: String
        /// From when on it signs.
        let at: Instant
        /// The key's name.
        let kid: String
    }

    /// The marks on disk, the oldest first.
    func hardwareMarks() throws -> [HardwareMark] {
        try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
            let parts = name.split(separator: ".")
            guard parts.count == 3, parts[2] == "hsm", let at = Int64(parts[0]) else { return nil }
            return HardwareMark(
                path: folder + "/" + name, at: Instant(milliseconds: at), kid: String(parts[1]))
        }.sorted { $0.at < $1.at }
    }

    /// The keys in the module, and the public halves of those that were in one.
    func readHardware(now: Instant) throws -> [KeyRing.Member] {
        for key in hardware { try mark(key, now: now) }
        return try hardwareMarks().map { mark in
            if let key = hardware.first(where: { $0.keyIdentifier == mark.kid }) {
                return KeyRing.Member(key: key, signsFrom: mark.at)
            }
            guard let text = FileManager.default.contents(atPath: mark.path),
                let json = try? JSON.parse(Array(text)), let key = try? PublicKey(jwk: json)
            else {
                throw Configuration.Problem(
                    setting: mark.path, explanation: "must hold a public key as JWK")
            }
            return KeyRing.Member(verifying: key)
        }
    }

    /// Remembers a key that is seen for the first time: it signs at once when it is the first of
    /// the installation, else when peers have had time to learn of it.
    private func mark(_ key: any MessageSigner, now: Instant) throws {
        let marks = try hardwareMarks()
        guard !marks.contains(where: { $0.kid == key.keyIdentifier }) else { return }
        let isFirst = try marks.isEmpty && names().isEmpty
        let from = isFirst ? now : now.adding(seconds: Self.publishSeconds)
        let path = "\(folder)/\(from.milliseconds).\(key.keyIdentifier).hsm"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(key.publicKey.jwk.bytes),
                attributes: [.posixPermissions: 0o600])
        else { throw Configuration.Problem(setting: path, explanation: "cannot be written") }
    }
}
