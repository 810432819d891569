import Kernel
import Regulations
import Synchronization

/// The amendments are applied once for a day, not with each look at a clause.
private let published = Mutex<[Day: RuleBook]>([:])

extension Settings {
    /// The rules of industrial safety, with the day of publication that the operator has entered
    /// (open point Q-IS-01).
    package var rules: RuleBook {
        guard let day = entered(OpenPoints.publicationDayIS) else { return Regulations.rules }
        return published.withLock { books in
            if let book = books[day] { return book }
            let book = Regulations.rules(publishedOn: day)
            // An installation has one such day; tests have a few.
            if books.count >= 8 { books = [:] }
            books[day] = book
            return book
        }
    }

    /// An act with the days of publication that the operator has entered; nil where none is held.
    package func act(_ tag: String) -> Act? {
        switch tag {
        case "DD": Regulations.act(tag)?.published(on: entered(OpenPoints.publicationDayDD))
        case "KDP":
            Regulations.act(tag)?.published(
                on: entered(OpenPoints.publicationDayKDP),
                amendments: entered(OpenPoints.amendmentsKDP)?.days ?? [:])
        default: rules.act(tag) ?? Regulations.act(tag)
        }
    }
}

extension Platform {
    /// The rules of industrial safety as they apply in this installation.
    package var rules: RuleBook { configuration.settings.rules }

    /// An act as it applies in this installation.
    package func act(_ tag: String) -> Act? { configuration.settings.act(tag) }
}
