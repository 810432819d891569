import Kernel
import Testing

struct ProblemCodeTests {
    @Test(arguments: ProblemCode.allCases)
    func `a problem has a client's or server's status and words in three languages`(
        _ code: ProblemCode
    ) {
        #expect((400...599).contains(code.status))
        for language in Language.allCases { #expect(code.title[language].count > 5) }
        #expect(Set(Language.allCases.map { code.title[$0] }).count == 3)
    }

    @Test(arguments: ProblemCode.allCases)
    func `a remedy stands in three languages, or the title is enough`(_ code: ProblemCode) {
        guard let remedy = code.remedy else { return }
        #expect(Set(Language.allCases.map { remedy[$0] }).count == 3)
        for language in Language.allCases { #expect(remedy[language].count <= 500) }
    }

    @Test func `whoever cannot call at all is told how to`() {
        for code in [ProblemCode.invalidToken, .invalidClient, .notSignedIn, .methodNotAllowed] {
            #expect(code.remedy != nil)
        }
    }

    @Test func `what a person may try again says so with its status`() {
        for code in [ProblemCode.tooManyRequests, .tooManyTries, .tooFrequent] {
            #expect(code.status == 429)
        }
        for code in [ProblemCode.overloaded, .storeUnavailable, .registerUnavailable] {
            #expect(code.status == 503)
        }
        // What is another's and what does not exist are told apart by nobody.
        #expect(ProblemCode.notYours.status == ProblemCode.notFound.status)
    }
}
