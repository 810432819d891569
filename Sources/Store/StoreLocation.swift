import Kernel

/// Where the database is: the value of `QYZMET_DATABASE_URL`.
package enum StoreLocation: Hashable, Sendable {
    /// A file of the embedded engine; `sqlite:PATH`.
    case sqlite(path: String)
    /// A database that libpq reaches; `postgresql://…` or `postgres://…`.
    case postgres(url: String)

    /// Reads the URL.
    ///
    /// - Throws: ``StoreError/invalidURL``.
    package init(url: String) throws(StoreError) {
        if url.hasPrefix("sqlite:"), url.utf8.count > 7 {
            self = .sqlite(path: String(url.dropFirst(7)))
        } else if url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") {
            self = .postgres(url: url)
        } else {
            throw .invalidURL
        }
    }

    /// Opens the store with the default limits.
    ///
    /// - Throws: ``StoreError/invalidURL``, ``StoreError/unavailable``, ``StoreError/damaged``.
    package func open() throws(StoreError) -> any Store {
        switch self {
        case .sqlite(let path): try SQLiteStore(path: path)
        case .postgres(let url): try PostgresStore(url: url)
        }
    }
}

extension StoreLocation: CustomStringConvertible {
    /// The URL without user, password and parameters: fit for a page and a log.
    package var description: String {
        switch self {
        case .sqlite(let path): return "sqlite:\(path)"
        case .postgres(let url):
            let rest = url.drop { $0 != "/" }.dropFirst(2)
            let place = rest.prefix { $0 != "?" }
            return "postgresql://" + (place.split(separator: "@").last ?? "")
        }
    }
}
