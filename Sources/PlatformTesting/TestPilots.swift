import FoodVouchers
import Kernel
import Regulations

/// The pilots of the tests, read from the files that ship.
package enum TestPilots {
    /// The Akkol pilot of 2025.
    package static let akkol = read(0)
    /// The synthetic one, from the tests' first month on.
    package static let synthetic = read(1)
    /// Both.
    package static var all: [Pilot] { [akkol, synthetic] }

    private static func read(_ index: Int) -> Pilot {
        do {
            var pilot = try Pilot(
                file: Regulations.voucherPilots[index], goods: Regulations.voucherGoods,
                start: Day(at: TestPeople.start))
            pilot.personalData?.initiator = TestPlatform.System.provider.rawValue
            pilot.personalData?.owner = TestPlatform.System.feed.rawValue
            let bodies: Set = [TestPeople.organisation.digits, "610640002024"]
            pilot.parties = Pilot.Parties(akimats: bodies, providers: bodies)
            return pilot
        } catch {
            preconditionFailure("pilot \(index): \(error)")
        }
    }

    /// A product of a kind of food.
    package static func product(_ good: String) -> ProductCode {
        let products = akkol.goods.first { $0.code == good }?.products ?? []
        guard let product = products.min(by: { $0.digits < $1.digits }) else {
            preconditionFailure("no good \(good)")
        }
        return product
    }
}

/// A family that the tests make up.
package struct TestFamily: Sendable {
    /// Who gets the assistance.
    package let recipient: IIN
    /// All members, the recipient first.
    package let members: [IIN]
    /// The recipient's number.
    package let phone: PhoneNumber

    /// A family.
    package init(recipient: IIN, members: [IIN], phone: PhoneNumber) {
        self.recipient = recipient
        self.members = members
        self.phone = phone
    }

    /// The family's row in the list of a month.
    package func row(_ month: CalendarMonth, members other: [IIN]? = nil) -> String {
        let list = (other ?? members).map { "\"\($0.digits)\"" }.joined(separator: ",")
        return #"{"recipientIin":"\#(recipient.digits)","memberIins":[\#(list)],"#
            + #""residenceKato":"113220100","tsaRecipientOn":"\#(month.statusDay)"}"#
    }
}
