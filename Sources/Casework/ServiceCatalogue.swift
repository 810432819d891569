import Kernel

/// Every service that is offered, read from files and checked together.
package struct ServiceCatalogue: Sendable {
    /// Services that may not be opened: every place that is wrong.
    package struct Fault: Error, Hashable, Sendable {
        /// The places.
        package let places: [String]
    }

    /// The services, by their codes.
    package let services: [ServiceDefinition]

    /// Reads and checks the files.
    ///
    /// - Parameter knows: whether a clause stands in the rules.
    /// - Throws: ``Fault`` with everything that is wrong in all of them; nothing is half open.
    package init(files: [[UInt8]], knows: (Clause) -> Bool) throws(Fault) {
        var services: [ServiceDefinition] = []
        var places: [String] = []
        for file in files {
            do throws(DefinitionFault) {
                let service = try ServiceDefinition(file: file)
                places += service.faults(knows: knows)
                if services.contains(where: { $0.code == service.code }) {
                    places.append("\(service.code): twice")
                }
                services.append(service)
            } catch {
                places.append(error.place)
            }
        }
        guard places.isEmpty else { throw Fault(places: places) }
        self.services = services.sorted { $0.code < $1.code }
    }

    /// The service with the code.
    package func service(_ code: String) -> ServiceDefinition? {
        services.first { $0.code == code }
    }
}
