import Kernel

/// What a day is in the working calendar, and why.
///
/// A holiday's transfer and a rest-day swap are different things: the first follows from the law
/// by itself, the second is a decision that also turns a day of rest into a day of work.
package enum DayStatus: Hashable, Sendable {
    /// Monday to Friday with nothing against it.
    case working
    /// A day of rest that was made a working day; its rest moved to the day named.
    case workingInstead(restOn: Day)
    /// Saturday or Sunday.
    case weekend
    /// A public holiday, by its code in the calendar.
    case holiday(String)
    /// The day to which a holiday on a day of rest moved, by the holiday's code and its own day.
    case transferredHoliday(String, from: Day)
    /// A working day that was made a day of rest for the day named, which works instead.
    case restInstead(workOn: Day)
    /// A day that a decision made a working day, without a day of rest for it.
    case declaredWorking
    /// A day that a decision made a day of rest, without a working day for it.
    case declaredRest

    /// Whether work is done on the day.
    package var isWorking: Bool {
        switch self {
        case .working, .workingInstead, .declaredWorking: true
        case .weekend, .holiday, .transferredHoliday, .restInstead, .declaredRest:
            false
        }
    }
}
