import Casework
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// The most bytes of a file of questions with the form around it.
    package static let testBankBodyBytesMax = Platform.testBankBytesMax + 4096

    /// `GET /api/test-banks` (use case 47).
    static let getTestBanks = Endpoint(
        .get, "/api/test-banks", summary: "The banks of test questions, newest first",
        access: .official(role: .testAuthor, on: "the banks of the authorised body"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(.page(of: ExaminationShape.bank, "The banks")),
                meaning: "A page of the list; no questions")
        ], problems: [.serviceClosed]
    ) { call in
        let list = try await call.platform.testBanks(for: call.caller, page: call.page)
        return .json(list.json { ExaminationShape.json($0) })
    }

    /// `POST /api/test-banks`: the body is the file.
    static let postTestBank = Endpoint(
        .post, "/api/test-banks", summary: "Load a file of test questions",
        access: .official(role: .testAuthor, on: "the banks of the authorised body"),
        body: .upload(
            contentTypes: ["application/json"], bytesMax: Platform.testBankBytesMax),
        answers: [
            Answer(status: 201, content: .json(bankName), meaning: "Loaded, not opened yet")
        ], problems: [.testBankRefused, .serviceClosed],
        repetition: .replay { .json(["id": .string($0.entity)], status: 201) }
    ) { call in
        let bank = try await call.platform.loadTestBank(
            call.upload, by: call.caller, once: call.once)
        return .json(["id": .string(bank.id.text)], status: 201)
    }

    /// `POST /api/test-banks/{id}/open`.
    static let postTestBankOpening = Endpoint(
        .post, "/api/test-banks/{id}/open", summary: "Draw question sets from a bank from a day on",
        access: .official(role: .testAuthor, on: "the banks of the authorised body"),
        body: .json(
            .object([required("from", .string(.day), "The first day; not before today")])),
        answers: [Answer(status: 200, content: .json(bankName), meaning: "Opened")],
        problems: [.notFound, .testBankRefused, .invalidField, .serviceClosed],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let bank = try await call.platform.openTestBank(
            call.identifier("id"), from: Day(call.text("from")) ?? call.platform.clock.today,
            by: call.caller, once: call.once)
        return .json(["id": .string(bank.id.text)])
    }

    private static let bankName = Schema.object([
        required("id", .string(.identifier), "The bank")
    ])
}
