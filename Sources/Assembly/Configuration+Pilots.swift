import FoodVouchers
import Foundation
import Kernel
import UseCases

extension Configuration {
    /// Reads the pilots of food vouchers that `voucherPilots` names, each with its list of goods.
    ///
    /// `[{"file": PATH, "goods": PATH}]`. Another town, period or sum is another file (FV-31); an act
    /// must have named the place, the days and the sum, so production ships none.
    mutating func enterPilots(_ json: JSON?, _ fault: (String, String) -> Void) {
        for (index, item) in (json?.array ?? []).enumerated() {
            let name = "voucherPilots/\(index)"
            guard let file = Self.bytes(item["file"]), let goods = Self.bytes(item["goods"]) else {
                fault(name, "needs file and goods, each a file that can be read")
                continue
            }
            do throws(Pilot.Fault) {
                let read = try PilotFile(file: file, goods: goods)
                let pilot = read.pilot
                if pilots.contains(where: { $0.pilot.id == pilot.id }) {
                    fault(name, "has the id of another pilot: \(pilot.id)")
                } else if mode == .production, pilot.isSynthetic {
                    fault(name, "is marked as synthetic, which has no place in production")
                } else {
                    pilots.append(read)
                }
            } catch {
                fault(
                    name, "cannot be read at \(error.member.isEmpty ? "its start" : error.member)")
            }
        }
    }

    private static func bytes(_ path: JSON?) -> [UInt8]? {
        path?.string.flatMap { FileManager.default.contents(atPath: $0) }.map(Array.init)
    }
}
