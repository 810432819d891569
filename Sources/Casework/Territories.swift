import Kernel

/// The classifier of territories (KATO) down to districts and cities, in one version.
///
/// A place has nine digits: two for the oblast or city of republican significance, two for the
/// district, two for the rural district, three for the settlement.
package struct Territories: Sendable {
    /// An oblast or a district.
    package struct Territory: Hashable, Sendable {
        /// Nine digits.
        package let code: String
        /// The name in Kazakh.
        package let kk: String
        /// The name in Russian.
        package let ru: String
    }

    /// A file that cannot be read, with the line.
    package struct Fault: Error, Hashable, Sendable {
        /// The line, counted from 1.
        package let line: Int
    }

    /// The version of the classifier, for example `NK RK 11-2025`.
    package let version: String
    private let oblasts: [String: Territory]
    private let districts: [String: Territory]

    /// Reads `kato,kato_version,level,type_code,name_ru,name_kk` lines under a header.
    ///
    /// - Throws: ``Fault`` with the first line that is wrong.
    package init(file: [UInt8]) throws(Fault) {
        var oblasts: [String: Territory] = [:]
        var districts: [String: Territory] = [:]
        var versions: Set<String> = []
        let text = String(decoding: file, as: UTF8.self)
        for (index, line) in text.split(separator: "\n").enumerated().dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(
                String.init)
            guard cells.count == 6, isCode(cells[0]), !cells[4].isEmpty, !cells[5].isEmpty else {
                throw Fault(line: index + 1)
            }
            let territory = Territory(code: cells[0], kk: cells[5], ru: cells[4])
            versions.insert(cells[1])
            switch cells[2] {
            case "oblast": oblasts[String(cells[0].prefix(2))] = territory
            // The districts of a city of republican significance stand one level lower.
            case "district", "sub_district": districts[String(cells[0].prefix(4))] = territory
            default: throw Fault(line: index + 1)
            }
        }
        guard versions.count == 1, let version = versions.first, !oblasts.isEmpty else {
            throw Fault(line: 1)
        }
        self.version = version
        self.oblasts = oblasts
        self.districts = districts
    }

    /// The oblasts and cities of republican significance, by their codes.
    package var regions: [Territory] { oblasts.values.sorted { $0.code < $1.code } }

    /// The oblast or city of republican significance of a place; nil where the digits are none.
    package func oblast(of place: String) -> Territory? {
        isCode(place) ? oblasts[String(place.prefix(2))] : nil
    }

    /// The district or city of a place; a place named by its oblast alone has none.
    package func district(of place: String) -> Territory? {
        isCode(place) ? districts[String(place.prefix(4))] : nil
    }

    /// Whether the digits are a place: its oblast exists, and its district unless they name none.
    package func isPlace(_ text: String) -> Bool {
        guard oblast(of: text) != nil else { return false }
        return text.dropFirst(2).allSatisfy { $0 == "0" } || district(of: text) != nil
    }

    /// The territory of the authority that is responsible for a place.
    ///
    /// Territorial departments are those of oblasts, local executive bodies those of districts
    /// and cities (IS-6.3, IS-7.A4.1); a city of republican significance is its own.
    package func territory(of place: String, for authority: AuthorityKind) -> String? {
        switch authority {
        case .authorisedBody, .committee: nil
        case .territorialDepartment: oblast(of: place)?.code
        case .localExecutiveBody: (republicanCity(of: place) ?? district(of: place))?.code
        }
    }

    private func republicanCity(of place: String) -> Territory? {
        ["71", "75", "79"].contains(String(place.prefix(2))) ? oblast(of: place) : nil
    }
}

private func isCode(_ text: String) -> Bool {
    text.utf8.count == 9 && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
}
