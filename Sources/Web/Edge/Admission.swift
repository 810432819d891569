import HTTPServer
import Kernel
import UseCases

/// A request on its way to a handler: matched to a route, not yet authorised or checked.
struct Admission: Sendable {
    let request: HTTPRequest
    let parameters: [String: String]
    let platform: Platform
    let language: Language
    let requestId: String
    let route: String
    let limiter: RateLimiter

    /// Counts the request against the caller's limit.
    func limit(_ callerName: String) throws(Refusal) {
        if callerName.hasPrefix("system:") {
            try limiter.take(callerName, limit: platform.configuration.systemLimit)
        } else if callerName.hasPrefix("person:") {
            try limiter.take(callerName, limit: platform.configuration.personLimit)
        }
    }

    /// Counts a request whose caller is not known yet against the limit of its address.
    func limitAddress() throws(Refusal) {
        var address = request.remoteAddress
        if platform.configuration.trustedProxies.contains(address),
            let forwarded = request.headers["x-forwarded-for"]?.split(separator: ",").last
        {
            address = forwarded.trimmed
        }
        try limiter.take("address:" + address, limit: platform.configuration.addressLimit)
    }

    /// What the declaration made sure of.
    struct Checked: Sendable {
        var query: [String: String] = [:]
        var body: JSON = [:]
        var form: [String: String] = [:]
        var upload: [UInt8] = []
    }

    /// Checks query and body against the route's declaration.
    func check(
        query parameters: [Endpoint.QueryParameter], body: Endpoint.Body, rules: IIN.Rules
    ) throws(Refusal) -> Checked {
        var checked = Checked()
        for parameter in parameters {
            guard let value = request.query.first(where: { $0.name == parameter.name })?.value
            else { continue }
            let json = Int64(value).map(JSON.integer)
            do throws(SchemaFault) {
                if case .integer = parameter.schema {
                    try parameter.schema.check(json ?? .string(value), rules: rules)
                } else {
                    try parameter.schema.check(.string(value), rules: rules)
                }
            } catch {
                throw invalidField(parameter.name, error.expectation)
            }
            checked.query[parameter.name] = value
        }
        switch body {
        case .none: break
        case .json(let schema): checked.body = try json(schema, rules: rules)
        case .form(let fields): checked.form = try form(fields)
        case .upload(let contentTypes, let bytesMax):
            try expect(contentTypes)
            guard request.body.count <= bytesMax else { throw Refusal(.bodyTooLarge) }
            checked.upload = request.body
        }
        return checked
    }

    private func json(_ schema: Schema, rules: IIN.Rules) throws(Refusal) -> JSON {
        try expect(["application/json"])
        let value: JSON
        do throws(JSON.ParseFault) {
            value = try JSON.parse(request.body)
        } catch {
            throw Refusal(.malformedRequest, error.explanation)
        }
        do throws(SchemaFault) {
            try schema.check(value, rules: rules)
        } catch {
            throw invalidField(error.pointer, error.expectation)
        }
        return value
    }

    private func form(_ fields: [Endpoint.FormField]) throws(Refusal) -> [String: String] {
        try expect(["application/x-www-form-urlencoded"])
        guard let pairs = decodeFormPairs(request.body[...]) else {
            throw Refusal(.malformedRequest)
        }
        var values: [String: String] = [:]
        for field in fields {
            guard let value = pairs.first(where: { $0.name == field.name })?.value else { continue }
            guard value.count <= field.lengthMax else {
                throw invalidField(
                    field.name,
                    LocalizedText(
                        kk: "тым ұзын: ең көбі \(field.lengthMax) таңба",
                        ru: "слишком длинно: не больше \(field.lengthMax) знаков",
                        en: "is too long: at most \(field.lengthMax) characters"))
            }
            guard !value.hasControls else { throw invalidField(field.name, .withoutControls) }
            values[field.name] = value
        }
        return values
    }

    private func expect(_ contentTypes: [String]) throws(Refusal) {
        let given =
            (request.headers["content-type"] ?? "").lowercased()
            .split(separator: ";").first.map { $0.trimmed } ?? ""
        guard contentTypes.contains(given) else {
            let list = contentTypes.joined(separator: ", ")
            throw Refusal(
                .unsupportedMediaType, LocalizedText(kk: list, ru: list, en: list))
        }
    }

    private func invalidField(_ pointer: String, _ expectation: LocalizedText) -> Refusal {
        Refusal(
            .invalidField,
            LocalizedText(
                kk: "«\(pointer)»: \(expectation.kk)", ru: "«\(pointer)»: \(expectation.ru)",
                en: "“\(pointer)” \(expectation.en)"),
            places: [Refusal.Place(pointer, expectation)])
    }
}

extension JSON.ParseFault {
    /// What is wrong with the text and where, for the person who must mend it.
    var explanation: LocalizedText {
        LocalizedText(
            kk: "JSON оқылмады: \(offset)-байтта \(reason.rawValue)",
            ru: "JSON не прочитан: байт \(offset), \(reason.rawValue)",
            en: "The JSON cannot be read: \(reason.rawValue) at byte \(offset)")
    }
}
