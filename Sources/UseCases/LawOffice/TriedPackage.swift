import Casework
import Kernel
import Regulations

extension Platform {
    /// Tries a package's file beside the rules that are loaded; nothing is kept (use case 83).
    ///
    /// Beside what the linter refuses, a package is wrong that leaves a service without a provider,
    /// or without a wording of a step, which it has without the package.
    package func trying(_ file: [UInt8]) -> PackageTrial {
        rules.trying(file) { with, without, package in
            let days = with.firstDays(of: package)
            return casework.services.compactMap { service -> RuleBook.Fault? in
                func isOpen(_ day: Day, by book: RuleBook) -> Bool {
                    // A day that is only assumed closes nothing here: it is shown as assumed.
                    ServiceOffer(service, on: day, by: book, isSandbox: true).closed == nil
                }
                return days.first { isOpen($0, by: without) && !isOpen($0, by: with) }
                    .map { RuleBook.Fault.closesService(service.title, $0) }
            }
        }
    }
}

extension RuleBook {
    /// The days on which what the package does begins, in order.
    fileprivate func firstDays(of package: AmendmentPackage) -> [Day] {
        let versions = ruleSets.flatMap { provisions(of: $0.act) }.flatMap(\.versions)
        return Set(versions.filter { $0.package == package.id }.compactMap(\.begins.day)).sorted()
    }
}
