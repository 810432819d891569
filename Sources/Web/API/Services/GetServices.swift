import Casework
import Kernel
import Regulations
import UseCases

extension Endpoint {
    /// `GET /api/services`: the public services of industrial safety.
    static let getServices = Endpoint(
        .get, "/api/services", summary: "The public services, and whether they can be had on a day",
        access: .anyone(because: "Service cards are public"), query: [.onDay],
        answers: [
            Answer(
                status: 200,
                content: .json(.wholeList(of: .object(ServiceShape.head), countMax: 200, "All")),
                meaning: "Every service")
        ]
    ) { call in
        let day = call.dayAsked
        let items = call.platform.casework.services.map { service in
            JSON.object(
                ServiceShape.head(
                    service, on: day, by: call.platform.rules, isSandbox: call.isSandbox))
        }
        return .json(.wholeList(items))
    }

    /// `GET /api/services/{code}`: a service's card as in force on a day.
    static let getService = Endpoint(
        .get, "/api/services/{code}",
        summary: "A service's card on a day: who, with what, in which time, refused for what",
        access: .anyone(because: "Service cards are public"), query: [.onDay],
        answers: [
            Answer(status: 200, content: .json(.object(ServiceShape.card)), meaning: "The card")
        ]
    ) { call in
        let service = try call.platform.casework.service(call.path["code"])
        return .json(
            .object(
                ServiceShape.head(
                    service, on: call.dayAsked, by: call.platform.rules,
                    isSandbox: call.isSandbox)
                    + ServiceShape.body(
                        service, on: call.dayAsked, by: call.platform.rules,
                        options: try? call.platform.caseOptions(of: service))))
    }
}

extension Endpoint.QueryParameter {
    /// The day whose law is asked about.
    static let onDay = Endpoint.QueryParameter(
        name: "on", schema: .string(.day), meaning: "The day; default today")
}

extension Call {
    /// The day that was asked about, or today.
    var dayAsked: Day { query["on"].flatMap { Day($0) } ?? platform.clock.today }

    var isSandbox: Bool { platform.configuration.isSandbox }
}
