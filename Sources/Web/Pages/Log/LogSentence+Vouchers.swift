import Journal
import Kernel
import Rendering
import UseCases

extension LogSentence {
    /// What happened to a family's food vouchers; nil for another kind of entry.
    static func voucher(_ kind: JournalKind) -> (tone: Tone, title: LocalizedText)? {
        switch kind {
        case .voucherFamilyListed:
            (
                .calm,
                LocalizedText(
                    kk: "Отбасыңыз ваучерлер тізіміне енгізілді",
                    ru: "Ваша семья внесена в список на ваучеры",
                    en: "Your family was put on the list for vouchers")
            )
        case .voucherFamilyChanged:
            (
                .warn,
                LocalizedText(
                    kk: "Түзетілген тізім отбасыңызға қатысты өзгерді",
                    ru: "Исправленный список изменил данные вашей семьи",
                    en: "A corrected list changed what it says of your family")
            )
        case .voucherNumberMissing:
            (
                .bad,
                LocalizedText(
                    kk: "Ваучер берілмейді: сізге SMS жіберетін нөмір жоқ",
                    ru: "Ваучера не будет: нет номера для SMS",
                    en: "There will be no voucher: there is no number for the SMS")
            )
        case .voucherConsentAsked:
            (
                .warn,
                LocalizedText(
                    kk: "Ваучерге келісіміңіз сұралды", ru: "Запрошено ваше согласие на ваучер",
                    en: "You were asked to consent to the voucher")
            )
        case .voucherConsentGiven:
            (
                .good,
                LocalizedText(
                    kk: "Ваучерге келісім берілді", ru: "Дано согласие на ваучер",
                    en: "Consent to the voucher was given")
            )
        case .voucherConsentRefused:
            (
                .calm,
                LocalizedText(
                    kk: "Ваучерден бас тартылды", ru: "Отказ от ваучера",
                    en: "The voucher was refused")
            )
        case .voucherActivationRemoved:
            (
                .bad,
                LocalizedText(
                    kk: "Жауап болмады: бұл айда ваучер жоқ",
                    ru: "Ответа не было: в этом месяце ваучера нет",
                    en: "There was no answer: no voucher in this month")
            )
        case .voucherWalletOpened:
            (
                .good,
                LocalizedText(
                    kk: "Сізге әлеуметтік әмиян ашылды", ru: "Вам открыт социальный кошелёк",
                    en: "A social wallet was opened for you")
            )
        case .voucherInquiryAnswered:
            (
                .calm,
                LocalizedText(
                    kk: "Ваучер туралы сұрағыңызға SMS-пен жауап берілді",
                    ru: "На ваш вопрос о ваучере отвечено по SMS",
                    en: "Your question about the voucher was answered by SMS")
            )
        case .vouchersFormed:
            (
                .good,
                LocalizedText(
                    kk: "Отбасы ваучерлері қалыптастырылды", ru: "Сформированы ваучеры семьи",
                    en: "The family's vouchers were formed")
            )
        default: purchase(kind)
        }
    }

    private static func purchase(_ kind: JournalKind) -> (tone: Tone, title: LocalizedText)? {
        switch kind {
        case .voucherActivated:
            (
                .good,
                LocalizedText(
                    kk: "Сіз ваучерді белсендірдіңіз", ru: "Вы активировали ваучер",
                    en: "You activated a voucher")
            )
        case .voucherPresented:
            (
                .calm,
                LocalizedText(
                    kk: "Дүкен ваучеріңіздің QR-кодын сканерледі",
                    ru: "Магазин отсканировал QR-код вашего ваучера",
                    en: "A shop scanned your voucher's QR code")
            )
        case .voucherHeld:
            (
                .calm,
                LocalizedText(
                    kk: "Дүкен ваучердегі соманы резервке қойды",
                    ru: "Магазин зарезервировал сумму на ваучере",
                    en: "A shop reserved a sum on the voucher")
            )
        case .voucherHoldEnded:
            (
                .calm,
                LocalizedText(
                    kk: "Резерв аяқталды, сома ваучерге қайтты",
                    ru: "Резерв снят, сумма снова на ваучере",
                    en: "The reservation ended; the sum is on the voucher again")
            )
        case .voucherRedeemed:
            (
                .good,
                LocalizedText(
                    kk: "Ваучермен сатып алынды", ru: "Покупка по ваучеру",
                    en: "A purchase with the voucher")
            )
        case .voucherPaymentFailed:
            (
                .warn,
                LocalizedText(
                    kk: "Төлем өтпеді, ваучер жұмсалмады",
                    ru: "Оплата не прошла, ваучер не потрачен",
                    en: "The payment failed; the voucher was not spent")
            )
        case .voucherReturned:
            (
                .good,
                LocalizedText(
                    kk: "Тауар қайтарылды, сома ваучерге түсті",
                    ru: "Товар возвращён, сумма снова на ваучере",
                    en: "Goods were returned; the sum is on the voucher again")
            )
        case .voucherExpired:
            (
                .calm,
                LocalizedText(
                    kk: "Ваучердің айы аяқталды", ru: "Месяц ваучера закончился",
                    en: "The voucher's month ended")
            )
        case .voucherShopRated:
            (
                .calm,
                LocalizedText(
                    kk: "Дүкенге баға бердіңіз", ru: "Вы оценили магазин",
                    en: "You rated the shop")
            )
        case .voucherComplaintMade:
            (
                .warn,
                LocalizedText(
                    kk: "Түбіртек жолына шағым әкімдікке жіберілді",
                    ru: "Жалоба на строку чека направлена в акимат",
                    en: "A complaint about a line of a receipt went to the akimat")
            )
        case .voucherComplaintRegistered:
            (
                .calm,
                LocalizedText(
                    kk: "Шағым e-Otinish жүйесінде тіркелді",
                    ru: "Жалоба зарегистрирована в e-Otinish",
                    en: "The complaint was registered in e-Otinish")
            )
        case .voucherComplaintAnswered:
            (
                .good,
                LocalizedText(
                    kk: "Әкімдік шағымға жауап берді", ru: "Акимат ответил на жалобу",
                    en: "The akimat answered the complaint")
            )
        default: nil
        }
    }
}
