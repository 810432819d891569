import Foundation
import Kernel
import Signatures
import Synchronization

/// The hierarchies that there are.
///
/// GOST and ECDSA are made at the first start. RSA keys take long to find, and few ask for them, so
/// that hierarchy is made when its first certificate is ordered, and kept like the others.
final class NCAHierarchies: Sendable {
    private let state: Mutex<[NCAFamily: NCAHierarchy]>
    private let make: @Sendable (NCAFamily) throws -> NCAHierarchy

    /// Makes or reads those that there must be.
    ///
    /// - Parameters:
    ///   - folder: where those of earlier starts lie.
    ///   - make: reads a hierarchy out of the folder or makes it there.
    init(
        folder: String, make: @escaping @Sendable (NCAFamily) throws -> NCAHierarchy
    ) throws {
        var made: [NCAFamily: NCAHierarchy] = [:]
        for family in NCAFamily.allCases
        where !family.isMadeWhenOrdered || NCAHierarchy.exists(family, in: folder) {
            made[family] = try make(family)
        }
        self.make = make
        state = Mutex(made)
    }

    /// Those that there are, in their order.
    var made: [NCAHierarchy] {
        state.withLock { known in NCAFamily.allCases.compactMap { known[$0] } }
    }

    /// The family's; nil when nobody has ordered any of it yet.
    subscript(_ family: NCAFamily) -> NCAHierarchy? { state.withLock { $0[family] } }

    /// The family's, made now if nobody has ordered any of it yet.
    func ordered(_ family: NCAFamily) throws -> NCAHierarchy {
        try state.withLock { known in
            if let hierarchy = known[family] { return hierarchy }
            let hierarchy = try make(family)
            known[family] = hierarchy
            return hierarchy
        }
    }
}

extension NCAFamily {
    /// Whether its hierarchy is made when its first certificate is ordered.
    var isMadeWhenOrdered: Bool { self == .rsa }
}
