import Kernel

/// That a person is a child's legal representative, as the state's registers say (DD-14).
package struct Guardianship: Hashable, Sendable {
    /// The representative.
    package let guardian: IIN
    /// The child.
    package let child: IIN
    /// The child's day of birth by the population register.
    package let childBirthDate: Day
    /// The first day on which it holds.
    package let from: Day
    /// The first day on which it no longer holds, if it has ended.
    package let until: Day?

    /// A guardianship with its days.
    package init(guardian: IIN, child: IIN, childBirthDate: Day, from: Day, until: Day?) {
        self.guardian = guardian
        self.child = child
        self.childBirthDate = childBirthDate
        self.from = from
        self.until = until
    }

    /// Whether the child's documents are available by default on the day (DD-14).
    ///
    /// They stop being so on the day of majority, the birthday itself.
    /// - Parameter majorityYears: the age at which a child becomes of age.
    package func holds(on day: Day, majorityYears: Int64) -> Bool {
        day >= from && (until.map { day < $0 } ?? true)
            && day < childBirthDate.adding(years: Int(majorityYears))
    }
}
