import DigitalDocuments
import Kernel

/// How long and how often open access may open here (DD-15 leaves both open).
package struct ShareLimits: Sendable {
    /// Seconds unless the holder chooses.
    package let lifetimeDefault: Int64
    /// The most seconds that a holder may choose.
    package let lifetimeMax: Int64
    /// Views unless the holder chooses.
    package let viewsDefault: Int64
    /// The most views that a holder may choose.
    package let viewsMax: Int64

    /// The limits of an installation; a default never exceeds its limit.
    ///
    /// - Throws: `serviceClosed` while the operator has not set them.
    package init(_ settings: Settings) throws(Refusal) {
        lifetimeMax = try settings[OpenPoints.shareLifetimeMax]
        lifetimeDefault = min(try settings[OpenPoints.shareLifetimeDefault], lifetimeMax)
        viewsMax = try settings[OpenPoints.shareViewsMax]
        viewsDefault = min(try settings[OpenPoints.shareViewsDefault], viewsMax)
    }

    /// Checks what a holder has chosen.
    ///
    /// - Throws: `invalidField`, naming the limit.
    func check(lifetimeSeconds: Int64, views: Int64) throws(Refusal) {
        guard lifetimeSeconds <= lifetimeMax else {
            throw Self.tooMuch("lifetimeSeconds", lifetimeMax)
        }
        guard views <= viewsMax else { throw Self.tooMuch("views", viewsMax) }
    }

    private static func tooMuch(_ field: String, _ limit: Int64) -> Refusal {
        Refusal(
            .invalidField,
            LocalizedText(
                kk: "«\(field)»: ең көбі \(limit)", ru: "«\(field)»: не больше \(limit)",
                en: "“\(field)” must be at most \(limit)"), clause: "DD-15")
    }
}

extension Platform {
    /// Makes sure that representatives may open a child's document to others (DD-14 leaves it open).
    func checkRepresentativeMayShare() throws(Refusal) {
        guard try configuration.settings[OpenPoints.guardianMayShare] else {
            throw Refusal(
                .roleNotAllowed,
                LocalizedText(
                    kk: "Бұл орнатымда заңды өкіл баланың құжатын басқаға аша алмайды",
                    ru:
                        "В этой установке представитель не открывает документ ребёнка третьим лицам",
                    en: "In this installation a representative may not open a child's document to "
                        + "third parties"), clause: "DD-14")
        }
    }
}
