import Journal
import Kernel

extension OpenPoints {
    /// How long lists, consents and purchases of food vouchers are kept.
    package static let retentionVouchers = Setting(
        "retention.vouchers", "Q-FV-23", of: .installation, sandbox: RetentionTerms(years: 5),
        expects: RetentionTerms.expectation,
        LocalizedText(
            kk: "азық-түлік ваучерлері жазбаларының сақталу мерзімі",
            ru: "срок хранения записей о продовольственных ваучерах",
            en: "how long records of food vouchers are kept"))

    static let foodVouchers: [SettingDeclaration] = [retentionVouchers.declaration]
}
