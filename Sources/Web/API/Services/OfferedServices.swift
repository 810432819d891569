import Casework
import Kernel
import Regulations
import UseCases
import WorkingTime

/// The services of the installation with what they are judged by, read and checked once.
package enum OfferedServices {
    /// Data of a service that cannot be used; named at the start.
    package struct Fault: Error, Sendable {
        /// Every place that is wrong.
        package let places: [String]
    }

    private static let loaded: Result<ServiceCatalogue, ServiceCatalogue.Fault> = {
        do throws(ServiceCatalogue.Fault) {
            let knows = { (clause: Clause) in Regulations.clause(clause) != nil }
            return .success(try ServiceCatalogue(files: Regulations.services, knows: knows))
        } catch {
            return .failure(error)
        }
    }()

    private static let classifier = try? Territories(file: Regulations.territories)

    /// Checks everything that services rest on: their files, the amendments, the territories.
    ///
    /// - Throws: ``Fault`` with every place that is wrong.
    package static func check() throws(Fault) {
        var places = Regulations.rules.lint().map(\.description)
        if case .failure(let fault) = loaded { places += fault.places }
        if classifier == nil { places.append("territories/kato.csv") }
        guard places.isEmpty else { throw Fault(places: places) }
    }

    /// The services, by their codes; none where their files are at fault.
    static var all: [ServiceDefinition] { (try? loaded.get().services) ?? [] }

    /// The service with the code.
    static func service(_ code: String?) throws -> ServiceDefinition {
        guard let service = all.first(where: { $0.code == code }) else { throw Refusal(.notFound) }
        return service
    }

    /// Whether the nine digits are a place.
    static func isPlace(_ text: String) -> Bool { classifier?.isPlace(text) ?? false }

    /// The territory of a place for a kind of authority.
    static func territory(_ place: String, _ authority: AuthorityKind) -> String? {
        classifier?.territory(of: place, for: authority)
    }

    /// How days are counted while nobody has set it (Q-IS-04).
    static let rule = CountingRule(countsStartDay: false, isAssumed: true)

    /// The hours of work while nobody has set them (Q-IS-05).
    static let hours = OfficeHours(opens: 9 * 60, closes: 18 * 60 + 30, isAssumed: true)
}

/// Whether a service can be had on a day, and what that rests on.
struct Offer {
    /// Why a service is closed.
    enum Closed: String, CaseIterable {
        /// The clause that names the provider is not held for that day.
        case providerNotHeld
        /// It rests on a day that is only assumed, which production does not do.
        case dayAssumed
    }

    let provider: ProvisionVersion?
    let closed: Closed?
    let isAssumed: Bool

    init(_ service: ServiceDefinition, on day: Day, isSandbox: Bool) {
        provider = Regulations.rules.version(of: service.providerClause, on: day)
        isAssumed = provider?.begins.assumedDay != nil
        guard case .text = provider?.state else {
            closed = .providerNotHeld
            return
        }
        closed = isAssumed && !isSandbox ? .dayAssumed : nil
    }
}
