import Foundation
import Synchronization

/// A throw-away PostgreSQL cluster on a free port of 127.0.0.1, for tests.
///
/// The server refuses to run as root, so root starts it as the user `postgres`. A shell stands
/// between: when its standard input ends, because ``stop()`` closed it or because this process is
/// gone, it stops the server and deletes the files.
package final class PostgresServer: Sendable {
    /// Why there is no server.
    package enum Fault: Error, Hashable, Sendable {
        /// No `initdb` under `/usr/lib/postgresql/*/bin`.
        case notInstalled
        case notStarted(log: String)
        case commandFailed(String)
    }

    /// The port on 127.0.0.1.
    package let port: Int
    /// The folder with the data, the log and the unix socket.
    package let folder: String
    private let binaries: String
    private let shell: Mutex<(process: Process, input: FileHandle)?>
    private let databases = Atomic<Int>(0)

    /// Makes a cluster and starts it; takes about two seconds.
    ///
    /// - Parameters:
    ///   - settings: `postgresql.conf` settings, `name=value`.
    ///   - isDurable: false switches fsync off: quicker, and enough unless the disk is the matter.
    package init(settings: [String] = [], isDurable: Bool = false) throws {
        binaries = try PostgresServer.findBinaries()
        port = try PostgresServer.freePort()
        folder = "/tmp/qyzmet-postgres-\(UUID().uuidString.lowercased())"
        let input = Pipe()
        // A child of another test must not keep the shell's input open.
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let process = Process()
        let options =
            ["port=\(port)", "listen_addresses=127.0.0.1", "unix_socket_directories=\(folder)"]
            + ["max_connections=200"] + (isDurable ? [] : Self.forgetful) + settings
        let script = PostgresServer.script(folder: folder, binaries: binaries, options: options)
        let command = PostgresServer.asServerUser(["/bin/sh", "-c", script])
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        shell = Mutex((process, input.fileHandleForWriting))
        try waitUntilReady()
    }

    deinit { stop() }

    /// The URL of a database of this cluster.
    package func url(database: String = "postgres") -> String {
        "postgresql://postgres@127.0.0.1:\(port)/\(database)"
    }

    /// Makes a database and gives its URL.
    ///
    /// - Parameter template: the database of which it is a copy and to which nobody is connected;
    ///   an empty one when nil.
    package func makeDatabase(from template: String? = nil) throws -> String {
        let name = "test\(databases.add(1, ordering: .relaxed).newValue)"
        try run("CREATE DATABASE \(name)" + (template.map { " TEMPLATE \($0)" } ?? ""))
        return url(database: name)
    }

    /// Runs statements with psql in a database; gives what it prints, unaligned.
    @discardableResult
    package func run(_ sql: String, database: String = "postgres") throws -> String {
        let arguments = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binaries + "/psql")
        process.arguments = arguments + [url(database: database)]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let printed = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Fault.commandFailed(sql) }
        return printed
    }

    /// Stops the server, ending its connections, and deletes its files.
    package func stop() {
        let running = shell.withLock { shell in
            defer { shell = nil }
            return shell.map { (process: $0.process, input: $0.input) }
        }
        guard let running else { return }
        try? running.input.close()
        running.process.waitUntilExit()
    }

    // MARK: - Starting

    /// What makes it quick where nothing has to last.
    private static let forgetful = [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off",
    ]

    private static func script(folder: String, binaries: String, options: [String]) -> String {
        let settings = options.map { "-c \($0)" }.joined(separator: " ")
        return """
            umask 077; mkdir \(folder) || exit 1
            trap '' INT TERM HUP
            \(binaries)/initdb -D \(folder)/data -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
            --no-sync > \(folder)/log 2>&1 &&
            { \(binaries)/postgres -D \(folder)/data \(settings) >> \(folder)/log 2>&1 < /dev/null &
            server=$!; cat > /dev/null; kill -INT $server; wait $server; }
            rm -rf \(folder)
            """
    }

    private func waitUntilReady() throws {
        let end = Date(timeIntervalSinceNow: 30)
        while Date() < end {
            if (try? run("SELECT 1")) != nil { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
        stop()
        throw Fault.notStarted(log: log)
    }

    private static func findBinaries() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newestFirst = versions.compactMap { Int($0) }.sorted(by: >)
        for version in newestFirst {
            let folder = "\(root)/\(version)/bin"
            if FileManager.default.isExecutableFile(atPath: folder + "/initdb") { return folder }
        }
        throw Fault.notInstalled
    }

    private static func asServerUser(_ command: [String]) -> [String] {
        getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] + command : command
    }

    /// A port that nobody listens on at this moment.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, length) == 0
                    ? getsockname(descriptor, generic, &length) : -1
            }
        }
        guard status == 0 else { throw Fault.commandFailed("bind") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
