import Kernel

extension Pilot {
    /// What is wrong with a pilot's file, and where.
    package struct Fault: Error, Hashable, Sendable {
        /// The member.
        package let member: String
    }

    /// Reads a pilot's file with its list of goods.
    ///
    /// - Parameter start: the first day of a pilot whose file names none: it then lasts the months
    ///   that the file names, from the first of the day's month on.
    package init(file: [UInt8], goods goodsFile: [UInt8], start: Day? = nil) throws(Fault) {
        guard let json = try? JSON.parse(file) else { throw Fault(member: "") }
        func text(_ name: String) throws(Fault) -> String {
            guard let text = json[name]?.string else { throw Fault(member: name) }
            return text
        }
        func words(_ name: String) throws(Fault) -> LocalizedText {
            guard let words = LocalizedText(vouchers: json[name]) else { throw Fault(member: name) }
            return words
        }
        func number(_ name: String, _ range: ClosedRange<Int64>) throws(Fault) -> Int {
            guard let number = json[name]?.integer, range.contains(number) else {
                throw Fault(member: name)
            }
            return Int(number)
        }
        id = try text("id")
        name = try words("name")
        guard let mark = PilotVersion.Mark(json: json["version"]) else {
            throw Fault(member: "version")
        }
        version = mark
        isSynthetic = json["synthetic"]?.bool ?? false
        assumed = (json["assumed"]?.array ?? []).compactMap(\.string)
        placeKato = try text("placeKato")
        listByDay = try number("listByDay", 1...28)
        openingDay = try number("openingDay", 1...28)
        repeatAfterDays = try number("repeatAfterDays", 1...28)
        complaintWorkingDays = try number("complaintWorkingDays", 1...60)
        offersRating = json["offersRating"]?.bool ?? false
        personalData = nil
        if let data = json["personalData"] {
            guard let read = PersonalData(json: data) else { throw Fault(member: "personalData") }
            personalData = read
        }
        feeds = []
        if let member = json["feeds"] {
            guard let names = member.array?.map(\.string), !names.contains(nil) else {
                throw Fault(member: "feeds")
            }
            feeds = names.compactMap { $0 }
        }
        parties = Parties()
        if let member = json["parties"] {
            guard let read = Parties(json: member) else { throw Fault(member: "parties") }
            parties = read
        }
        (inquiries, publication) = (nil, nil)
        if let member = json["inquiries"] {
            guard let read = Inquiries(json: member) else { throw Fault(member: "inquiries") }
            inquiries = read
        }
        if let member = json["publication"] {
            guard let read = Publication(json: member) else { throw Fault(member: "publication") }
            publication = read
        }
        guard let means = json["funding"]?.string.flatMap(Funding.init(rawValue:)) else {
            throw Fault(member: "funding")
        }
        funding = means
        contacts = []
        for member in json["contacts"]?.array ?? [] {
            guard let contact = Contact(json: member) else { throw Fault(member: "contacts") }
            contacts.append(contact)
        }
        request = try words("request")
        confirmation = try words("confirmation")
        if let first = json["from"]?.string.flatMap({ Day($0) }),
            let last = json["until"]?.string.flatMap({ Day($0) }), first <= last
        {
            (firstDay, lastDay) = (first, last)
        } else if let start {
            let month = CalendarMonth(of: start)
            firstDay = month.firstDay
            let months = Int64(try number("months", 1...3))
            lastDay = CalendarMonth(number: month.number + months - 1).lastDay
        } else {
            throw Fault(member: "from")
        }
        guard let paid = json["pays"]?.string.flatMap(Pays.init(rawValue:)) else {
            throw Fault(member: "pays")
        }
        pays = paid
        guard let sums = [Dated](json: json["amounts"]), !sums.isEmpty else {
            throw Fault(member: "amounts")
        }
        amounts = sums
        guard let list = try? JSON.parse(goodsFile), let items = list["goods"]?.array else {
            throw Fault(member: "goods")
        }
        var read: [SocialGood] = []
        for item in items {
            guard let good = SocialGood(json: item) else {
                throw Fault(member: "goods/\(read.count)")
            }
            read.append(good)
        }
        goods = read
    }
}

extension Pilot.PersonalData {
    init?(json: JSON) {
        guard let initiator = json["initiator"]?.string, let owner = json["owner"]?.string,
            let purpose = json["purpose"]?.string,
            let sets = json["dataSets"]?.array?.compactMap(\.string), !sets.isEmpty
        else { return nil }
        self.init(initiator: initiator, owner: owner, purpose: purpose, dataSets: sets)
    }
}

extension [Pilot.Dated] {
    /// Reads sums with their days; nil when any is wrong.
    init?(json: JSON?) {
        self = []
        for item in json?.array ?? [] {
            guard let day = item["from"]?.string.flatMap({ Day($0) }),
                let tiyn = item["tiyn"]?.integer, (1...ReceiptLine.priceTiynMax).contains(tiyn)
            else { return nil }
            append(Pilot.Dated(from: day, tiyn: tiyn))
        }
    }
}

extension SocialGood {
    init?(json: JSON) {
        guard let code = json["code"]?.string, let name = LocalizedText(vouchers: json["name"]),
            let unit = json["unit"]?.string.flatMap(Unit.init(rawValue:)),
            let prices = [Pilot.Dated](json: json["officialPrices"])
        else { return nil }
        let texts = (json["products"]?.array ?? []).compactMap(\.string)
        let products = texts.compactMap(ProductCode.init)
        guard products.count == texts.count, !products.isEmpty else { return nil }
        self.init(
            code: code, name: name, unit: unit, products: Set(products), officialPrices: prices)
    }
}

extension LocalizedText {
    init?(vouchers json: JSON?) {
        guard let kk = json?["kk"]?.string, let ru = json?["ru"]?.string,
            let en = json?["en"]?.string
        else { return nil }
        self.init(kk: kk, ru: ru, en: en)
    }
}
