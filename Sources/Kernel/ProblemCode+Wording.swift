extension ProblemCode {
    /// The HTTP status that goes with the code.
    package var status: Int {
        switch self {
        case .malformedRequest:
            400
        case .notSignedIn, .sessionExpired, .invalidClient, .invalidToken:
            401
        case .wrongOrigin, .insufficientScope, .roleNotAllowed,
            .holderConfirmationRequired, .ownDocument, .systemNotAdmitted, .edsRequired,
            .secondOfficialRequired,
            .shopNotAdmitted:
            403
        case .notFound, .notYours, .codeUnknown, .challengeUnknown, .qrUnknown:
            404
        case .methodNotAllowed:
            405
        case .idempotencyKeyInFlight, .replayNotPossible, .consentNotActive, .alreadyWithdrawn,
            .notWithdrawn, .alreadyClaimed,
            .documentNotInForce, .codeInUse, .proofNotYetAvailable, .pilotNotReady,
            .pilotNotRunning,
            .activationWindowClosed, .voucherNotActive, .qrUsed, .basketClosed, .notEnoughOnVoucher,
            .holdNotOpen, .redemptionDiffers, .complaintMade, .complaintClosed, .caseNotInState,
            .taskClosed, .taskTaken, .draftChanged, .draftNotRead, .applicationLimit,
            .formOutdated, .courtRestriction, .feeNotEvidenced, .publicationOutOfOrder,
            .incidentClosed,
            .sittingNotOpen, .sittingOver, .dutyDone:
            409
        case .oneTimePasswordExpired, .codeExpired, .codeUsed, .codeRevoked, .voucherExpired,
            .qrExpired, .challengeExpired:
            410
        case .bodyTooLarge:
            413
        case .unsupportedMediaType:
            415
        case .wrongHost:
            421
        case .invalidField, .wrongOneTimePassword, .idempotencyKeyReused, .methodNotAvailable,
            .purposeNotAllowed, .lifetimeTooLong, .tooManyUses, .unknownOwner, .unknownDataSet,
            .documentTypeNotOffered, .pictureUnreadable, .phoneNotRegistered,
            .linesRefused, .returnTooLarge, .signatureRefused, .signatureNotOfPerson,
            .applicationIncomplete, .refusalIncomplete, .fileNotAllowed, .testBankRefused,
            .lawDecisionRefused:
            422
        case .tooManyTries, .tooManyRequests, .tooFrequent:
            429
        case .headersTooLarge:
            431
        case .internalError:
            500
        case .registerAnswerInvalid, .registerSignatureInvalid, .wrongPerson:
            502
        case .overloaded, .storeUnavailable, .registerUnavailable, .serviceClosed,
            .revocationUnknown, .signingKeyUnavailable, .timeStampUnavailable:
            503
        }
    }

    /// What went wrong, in a sentence for the person who must mend it.
    package var title: LocalizedText {
        switch self {
        case .malformedRequest:
            LocalizedText(
                kk: "Сұрау түсініксіз",
                ru: "Запрос не разобран",
                en: "The request cannot be read")
        case .invalidField:
            LocalizedText(
                kk: "Өріс дұрыс толтырылмаған",
                ru: "Поле заполнено неверно",
                en: "A field is not right")
        case .bodyTooLarge:
            LocalizedText(
                kk: "Сұрау тым үлкен",
                ru: "Запрос слишком велик",
                en: "The request is too large")
        case .headersTooLarge:
            LocalizedText(
                kk: "Сұрау тақырыптары тым үлкен",
                ru: "Заголовки запроса слишком велики",
                en: "The request's headers are too large")
        case .unsupportedMediaType:
            LocalizedText(
                kk: "Мазмұн түрі қабылданбайды",
                ru: "Такой вид содержимого не принимается",
                en: "This kind of content is not taken")
        case .methodNotAllowed:
            LocalizedText(
                kk: "Бұл мекенжайда мұндай әрекет жоқ",
                ru: "У этого адреса нет такого действия",
                en: "This address has no such method")
        case .notFound:
            LocalizedText(
                kk: "Мұндай мекенжай не жазба жоқ",
                ru: "Такого адреса или записи нет",
                en: "There is no such address or record")
        case .wrongHost:
            LocalizedText(
                kk: "Host атауы бұл орнатуға тиесілі емес",
                ru: "Имя Host не относится к этой установке",
                en: "The Host name does not belong to this installation")
        case .notSignedIn:
            LocalizedText(
                kk: "Алдымен кіру керек",
                ru: "Сначала нужно войти",
                en: "Sign in first")
        case .sessionExpired:
            LocalizedText(
                kk: "Сеанс аяқталды, қайта кіріңіз",
                ru: "Сеанс закончился, войдите снова",
                en: "The session has ended; sign in again")
        case .wrongOrigin:
            LocalizedText(
                kk: "Сұрау басқа сайттан келді",
                ru: "Запрос пришёл с другого сайта",
                en: "The request came from another site")
        case .invalidClient:
            LocalizedText(
                kk: "Жүйе танылмады",
                ru: "Система не опознана",
                en: "The system was not recognised")
        case .invalidToken:
            LocalizedText(
                kk: "Қолжетімділік токені жарамсыз",
                ru: "Токен доступа недействителен",
                en: "The access token is not valid")
        case .insufficientScope:
            LocalizedText(
                kk: "Жүйеге бұл әрекет рұқсат етілмеген",
                ru: "Системе это действие не разрешено",
                en: "The system is not allowed to do this")
        case .notYours:
            LocalizedText(
                kk: "Мұндай жазба жоқ",
                ru: "Такой записи нет",
                en: "There is no such record")
        case .roleNotAllowed:
            LocalizedText(
                kk: "Рөліңізге бұл әрекет рұқсат етілмеген",
                ru: "Вашей роли это действие не разрешено",
                en: "Your role is not allowed to do this")
        case .wrongOneTimePassword:
            LocalizedText(
                kk: "Бір реттік пароль қате",
                ru: "Одноразовый пароль неверен",
                en: "The one-time password is wrong")
        case .oneTimePasswordExpired:
            LocalizedText(
                kk: "Бір реттік парольдің мерзімі өтті",
                ru: "Срок одноразового пароля истёк",
                en: "The one-time password has expired")
        case .tooManyTries:
            LocalizedText(
                kk: "Әрекет саны бітті, кейінірек қайталаңыз",
                ru: "Попытки кончились, повторите позже",
                en: "No tries are left; try again later")
        case .edsRequired, .challengeUnknown, .challengeExpired, .signatureRefused,
            .signatureNotOfPerson, .revocationUnknown:
            signatureTitle
        case .tooManyRequests:
            LocalizedText(
                kk: "Сұрау тым жиі",
                ru: "Слишком частые запросы",
                en: "Too many requests")
        case .overloaded:
            LocalizedText(
                kk: "Жүйе қазір бос емес",
                ru: "Система сейчас занята",
                en: "The system is busy")
        case .serviceClosed:
            LocalizedText(
                kk: "Қызмет әлі ашылмаған",
                ru: "Услуга ещё не открыта",
                en: "The service is not open yet")
        case .storeUnavailable:
            LocalizedText(
                kk: "Деректер қоймасы қолжетімсіз, ештеңе өзгерген жоқ",
                ru: "Хранилище недоступно, ничего не изменено",
                en: "The store is out of reach; nothing was changed")
        case .idempotencyKeyReused:
            LocalizedText(
                kk: "Бұл кілтпен басқа сұрау жіберілген",
                ru: "С этим ключом уже был другой запрос",
                en: "This key was used for another request")
        case .idempotencyKeyInFlight:
            LocalizedText(
                kk: "Осы кілтпен сұрау әлі орындалуда",
                ru: "Запрос с этим ключом ещё выполняется",
                en: "The request with this key is still running")
        case .replayNotPossible:
            LocalizedText(
                kk: "Жауапты қайталау мүмкін емес",
                ru: "Повторить ответ нельзя",
                en: "The answer cannot be repeated")
        case .methodNotAvailable:
            LocalizedText(
                kk: "Келісім алудың бұл тәсілі қолжетімсіз",
                ru: "Этот способ получения согласия недоступен",
                en: "This method of asking for consent is not available")
        case .purposeNotAllowed:
            LocalizedText(
                kk: "Мақсат бұл деректерге не әрекетке рұқсат бермейді",
                ru: "Цель не допускает этих данных или действия",
                en: "The purpose does not allow these data or this action")
        case .lifetimeTooLong:
            LocalizedText(
                kk: "Сұралған мерзім мақсаттың шегінен асады",
                ru: "Запрошенный срок больше предела цели",
                en: "The lifetime asked for is above the purpose's limit")
        case .tooManyUses:
            LocalizedText(
                kk: "Пайдалану саны мақсаттың шегінен асады",
                ru: "Число использований больше предела цели",
                en: "The number of uses is above the purpose's limit")
        case .tooFrequent:
            LocalizedText(
                kk: "Бұл адамға осы мақсатпен сұраулар тым жиі",
                ru: "Запросы к этому человеку с этой целью слишком часты",
                en: "This person was asked for this purpose too often")
        case .unknownOwner:
            LocalizedText(
                kk: "Мұндай дерек иесі тіркелмеген",
                ru: "Такой владелец данных не зарегистрирован",
                en: "No such data owner is registered")
        case .unknownDataSet:
            LocalizedText(
                kk: "Мұндай дерек жиыны жоқ",
                ru: "Такого набора данных нет",
                en: "There is no such data set")
        case .consentNotActive:
            LocalizedText(
                kk: "Келісім күшінде емес",
                ru: "Согласие не действует",
                en: "The consent is not active")
        case .alreadyWithdrawn:
            LocalizedText(
                kk: "Келісім бұрын кері алынған",
                ru: "Согласие уже отозвано",
                en: "The consent has already been withdrawn")
        case .notWithdrawn:
            LocalizedText(
                kk: "Келісім кері алынбаған: міндет туралы мәлімдеуге негіз жоқ",
                ru: "Согласие не отозвано: заявлять об обязанности нечего",
                en: "The consent was not withdrawn: there is no duty to claim")
        case .alreadyClaimed:
            LocalizedText(
                kk: "Бұл норма бойынша міндет бұрын мәлімделген",
                ru: "Обязанность по этой норме уже заявлена",
                en: "The duty under this clause has already been claimed")
        case .secondOfficialRequired:
            LocalizedText(
                kk: "Екінші лауазымды адамның растауы керек немесе оның мерзімі өткен",
                ru: "Нужно подтверждение второго должностного лица, или его срок истёк",
                en: "A second official must confirm first, or the time to read is over")
        case .registerUnavailable:
            LocalizedText(
                kk: "Мемлекеттік тіркелім жауап бермейді",
                ru: "Государственный регистр не отвечает",
                en: "The state register does not answer")
        case .registerAnswerInvalid:
            LocalizedText(
                kk: "Тіркелімнің жауабы толық не дұрыс емес, құжат көрсетілмеді",
                ru: "Ответ регистра неполон или неверен, документ не показан",
                en: "The register's answer is incomplete or wrong; the document was not shown")
        case .registerSignatureInvalid:
            LocalizedText(
                kk: "Құжатта органның жарамды қолтаңбасы жоқ",
                ru: "На документе нет действительной подписи органа",
                en: "The document bears no valid signature of its issuing body")
        case .wrongPerson:
            LocalizedText(
                kk: "Тіркелім басқа адамның жазбасын қайтарды, ол көрсетілмеді",
                ru: "Регистр вернул запись другого человека, она не показана",
                en: "The register returned another person's record; it was not shown")
        case .documentNotInForce:
            LocalizedText(
                kk: "Құжат күшінде емес",
                ru: "Документ не действует",
                en: "The document is not in force")
        case .documentTypeNotOffered:
            LocalizedText(
                kk: "Құжаттың бұл түрі ұсынылмайды",
                ru: "Такой вид документа не предоставляется",
                en: "This type of document is not offered")
        case .codeUnknown:
            LocalizedText(
                kk: "Мұндай код жоқ",
                ru: "Такого кода нет",
                en: "There is no such code")
        case .codeExpired:
            LocalizedText(
                kk: "Кодтың мерзімі өтті",
                ru: "Срок кода истёк",
                en: "The code has expired")
        case .codeUsed:
            LocalizedText(
                kk: "Код пайдаланылып қойған",
                ru: "Код уже использован",
                en: "The code has been used")
        case .codeRevoked:
            LocalizedText(
                kk: "Иесі кодты жапты",
                ru: "Владелец закрыл код",
                en: "The holder has closed the code")
        case .codeInUse:
            LocalizedText(
                kk: "Код дәл қазір басқа тексерушіде",
                ru: "Код прямо сейчас у другого проверяющего",
                en: "Another verifier is using the code right now")
        case .holderConfirmationRequired:
            LocalizedText(
                kk: "Терілген код үшін иесінің растауы қажет, QR жұмыс істейді",
                ru: "Для набранного кода нужно подтверждение владельца, QR работает",
                en: "A typed code needs the holder's confirmation now; the QR code works")
        case .ownDocument:
            LocalizedText(
                kk: "Өз құжатыңызды үшінші тұлға ретінде ашуға болмайды",
                ru: "Свой документ нельзя открыть как третье лицо",
                en: "You cannot open your own document as a third party")
        case .systemNotAdmitted:
            LocalizedText(
                kk: "Жүйе сервиске жіберілмеген: шешім де, интеграция да жоқ",
                ru: "Система не допущена к сервису: нет решения или интеграции",
                en: "The system is not admitted: no decision, or no integration, is on record")
        case .pictureUnreadable:
            LocalizedText(
                kk: "Суреттен QR-код оқылмады",
                ru: "На снимке не удалось прочесть QR-код",
                en: "No QR code could be read from the picture")
        case .phoneNotRegistered:
            LocalizedText(
                kk: "Бұл нөмір порталда тіркелмеген",
                ru: "Этот номер не зарегистрирован на портале",
                en: "This number is not registered on the portal")
        case .pilotNotReady, .pilotNotRunning, .shopNotAdmitted, .activationWindowClosed,
            .voucherNotActive, .voucherExpired, .qrUnknown, .qrExpired, .qrUsed, .basketClosed,
            .linesRefused, .notEnoughOnVoucher, .holdNotOpen, .redemptionDiffers, .returnTooLarge,
            .complaintMade, .complaintClosed, .publicationOutOfOrder, .incidentClosed:
            voucherTitle
        case .applicationIncomplete, .caseNotInState, .refusalIncomplete, .fileNotAllowed,
            .taskClosed, .taskTaken, .draftChanged, .draftNotRead, .applicationLimit, .formOutdated,
            .courtRestriction, .feeNotEvidenced,
            .timeStampUnavailable, .testBankRefused,
            .sittingNotOpen, .sittingOver, .dutyDone, .lawDecisionRefused:
            caseworkTitle
        case .proofNotYetAvailable:
            LocalizedText(
                kk: "Дәлел келесі журнал басымен пайда болады",
                ru: "Доказательство появится со следующей головой журнала",
                en: "The proof exists from the journal's next head on")
        case .signingKeyUnavailable:
            LocalizedText(
                kk: "Жүйенің қол қою кілті қазір қолжетімсіз",
                ru: "Ключ подписи системы сейчас недоступен",
                en: "The system's signing key cannot be reached now")
        case .internalError:
            LocalizedText(
                kk: "Ішкі қате",
                ru: "Внутренняя ошибка",
                en: "An internal error")
        }
    }
}
