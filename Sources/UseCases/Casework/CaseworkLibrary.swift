import Casework
import Kernel
import Regulations
import Signatures
import Store
import WorkingTime

/// The services of the installation with what they are judged by, read and checked once.
package struct CaseworkLibrary: Sendable {
    /// Data of a service that cannot be used; named at the start.
    package struct Fault: Error, Hashable, Sendable {
        /// Every place that is wrong.
        package let places: [String]
    }

    /// The services.
    package let catalogue: ServiceCatalogue
    /// The classifier of territories.
    package let territories: Territories
    /// The working calendar in all its versions.
    package let calendars: CalendarData
    /// The file of each service, by its code.
    private let current: [String: ServiceFile]
    private let earlier = EarlierServices()

    /// What the program holds.
    ///
    /// - Precondition: the files are in order; ``check()`` says so with every place.
    package static let installed: CaseworkLibrary = {
        switch loaded {
        case .success(let library): return library
        case .failure(let fault): preconditionFailure("services: \(fault.places)")
        }
    }()

    /// Reads the files and the amendments; called at the start, so that a fault stops it there.
    ///
    /// - Throws: ``Fault`` with every place that is wrong.
    package static func check() throws(Fault) {
        var places = Regulations.rules.lint().map(\.description)
        if case .failure(let fault) = loaded { places += fault.places }
        guard places.isEmpty else { throw Fault(places: places) }
    }

    private static let loaded = Result { () throws(Fault) in
        try CaseworkLibrary(files: Regulations.services)
    }

    /// Reads services from files.
    ///
    /// - Throws: ``Fault`` with every place that is wrong.
    package init(files: [[UInt8]]) throws(Fault) {
        var places: [String] = []
        let found = Result { () throws(ServiceCatalogue.Fault) in
            try ServiceCatalogue(files: files) { Regulations.clause($0) != nil }
        }
        let classifier = try? Territories(file: Regulations.territories)
        let calendar = try? CalendarData(file: Regulations.workingCalendar)
        if case .failure(let fault) = found { places += fault.places }
        if classifier == nil { places.append("territories/kato.csv") }
        if calendar == nil { places.append("working-time/calendar.json") }
        guard case .success(let catalogue) = found, let classifier, let calendar else {
            throw Fault(places: places)
        }
        self.catalogue = catalogue
        current = Dictionary(
            files.compactMap { file in
                (try? JSON.parse(file))?["service"]?.string.map { ($0, ServiceFile(file)) }
            }, uniquingKeysWith: { first, _ in first })
        territories = classifier
        calendars = calendar
    }

    /// The services, by their codes.
    package var services: [ServiceDefinition] { catalogue.services }

    /// The service with the code.
    ///
    /// - Throws: `notFound`.
    package func service(_ code: String?) throws(Refusal) -> ServiceDefinition {
        guard let code, let service = catalogue.service(code) else { throw Refusal(.notFound) }
        return service
    }

    /// The file of a service as it is installed.
    package func file(of service: String) -> ServiceFile? { current[service] }

    /// A service as the version of its file has it; as it is installed where no version is named.
    ///
    /// - Returns: nil for a version that was never used here.
    func definition(
        _ service: String, version: String?, in transaction: any Transaction
    ) throws -> ServiceDefinition? {
        guard let version, version != current[service]?.digest else {
            return catalogue.service(service)
        }
        if let known = earlier[version] { return known }
        let row = try transaction.firstRow(
            "SELECT file FROM service_version WHERE digest = \(version) AND service = \(service)")
        guard let row, let definition = try? ServiceDefinition(file: try row.bytes(0)) else {
            return nil
        }
        earlier.keep(definition, version: version)
        return definition
    }

    /// Whether the nine digits are a place.
    package func isPlace(_ text: String) -> Bool { territories.isPlace(text) }

    /// A place as people know it: its oblast or city of republican significance, and its code.
    package func placeName(_ code: String) -> LocalizedText? {
        oblast(of: code).map { oblast in
            let (kk, ru) = ("\(oblast.kk) (\(code))", "\(oblast.ru) (\(code))")
            return LocalizedText(kk: kk, ru: ru, en: ru)
        }
    }

    /// The oblast or city of republican significance of a place.
    func oblast(of place: String) -> Territories.Territory? { territories.oblast(of: place) }

    /// The territory of a place for a kind of authority.
    package func territory(_ place: String, _ authority: AuthorityKind) -> String? {
        territories.territory(of: place, for: authority)
    }
}
