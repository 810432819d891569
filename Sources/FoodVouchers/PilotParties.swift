import Kernel

extension Pilot {
    /// Who acts for a pilot, and for no other: its provider's systems, its region's akimat, the body
    /// that provides the service (FV-2.9, FV-O.1, FV-O.3).
    package struct Parties: Hashable, Sendable {
        /// Systems that manage the pilot and read its reports, beside the one that answers for its
        /// data.
        package var systems: Set<String>
        /// Bodies whose officials act as the akimat.
        package var akimats: Set<String>
        /// Bodies whose officials act as the provider.
        package var providers: Set<String>

        /// Parties by their names and business identification numbers.
        package init(
            systems: Set<String> = [], akimats: Set<String> = [], providers: Set<String> = []
        ) {
            self.systems = systems
            self.akimats = akimats
            self.providers = providers
        }

        /// Reads `{"systems": […], "akimat": [BIN…], "provider": [BIN…]}`; nil when any is wrong.
        init?(json: JSON) {
            func names(_ name: String) -> Set<String>? {
                guard let items = json[name]?.array else { return json[name] == nil ? [] : nil }
                let texts = items.compactMap(\.string)
                return texts.count == items.count ? Set(texts) : nil
            }
            guard let systems = names("systems"), let akimats = names("akimat"),
                let providers = names("provider"),
                akimats.union(providers).allSatisfy({ text in
                    text.utf8.count == 12 && text.utf8.allSatisfy { (48...57).contains($0) }
                })
            else { return nil }
            self.init(systems: systems, akimats: akimats, providers: providers)
        }
    }

    /// Whether a system manages the pilot and reads its reports: the one for which its data are used,
    /// or one that its file names.
    package func isManaged(by system: String) -> Bool {
        system == personalData?.initiator || parties.systems.contains(system)
    }
}
