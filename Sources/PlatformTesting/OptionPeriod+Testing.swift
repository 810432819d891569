import Casework
import Kernel
import UseCases

extension OptionPeriod {
    /// An option that is on from the first day of 2026, without end.
    package static func since2026(_ option: String, service: String? = nil) -> OptionPeriod {
        let first = Day(daysSince1970: 20_454)
        return OptionPeriod(option, CaseOptions.Period(from: first, until: nil), service: service)
    }
}
