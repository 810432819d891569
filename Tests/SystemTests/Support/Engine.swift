import Foundation
import QyzmetTesting
import Testing

/// The engines on which the whole system is tested.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    /// The address of a new, empty store.
    func makeStore(in folder: String) throws -> String {
        switch self {
        case .sqlite: "sqlite:\(folder)/qyzmet.db"
        case .postgres: try server.get().makeDatabase()
        }
    }
}

/// One cluster for the whole run; its shell stops it when this process ends.
private let server = Result { try PostgresServer() }

/// Whether the large sizes are wanted (`make soak`).
let isSoak = ProcessInfo.processInfo.environment["QYZMET_SOAK"] == "1"

/// The root of the repository.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
