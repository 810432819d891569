import Casework
import Kernel
import QyzmetTesting
import Rendering
import Testing
import UseCases

@testable import Web

/// Every service is drawn from its definition (UC-73).
@Suite struct ServiceDiagramTests {
    @Test(.clause("IS-3.9", "IS-5A.9"), arguments: CaseworkLibrary.installed.services.map(\.code))
    func `each stage, outcome and end is in the drawing, and in words beside it`(
        _ code: String
    ) async throws {
        let service = try await TestService()
        let definition = try service.platform.casework.service(code)
        for language in Language.allCases {
            let page = await service.get("/services/\(code)", language: language)
            #expect(page.status == 200)
            let start = try #require(page.text.firstRange(of: #"<div class="flow">"#))
            let end = try #require(page.text[start.upperBound...].firstRange(of: "</svg>"))
            let drawing = String(page.text[start.lowerBound..<end.upperBound])
            #expect(drawing.contains(#"role="img""#) && drawing.contains("aria-label="))
            let boxes = definition.stages.count + definition.ends.count
            #expect(drawing.matches(of: #/<rect /#).count == boxes)
            let ways = definition.stages.flatMap(\.outcomes)
            #expect(drawing.matches(of: #/→/#).count == ways.count)
            // Every end that an outcome leads to has an arrow; nothing is drawn outside.
            let lines = drawing.matches(of: #/class="flow-line"/#).count
            #expect(lines >= ways.count, "\(code): \(lines)")
            for match in drawing.matches(of: #/H(\d+)V(\d+)/#) {
                #expect(Int(match.1).map { $0 < 360 } == true)
            }
            #expect(page.text[end.upperBound...].contains("<table"))
        }
    }

    @Test func `a long word is cut, and no line is wider than a phone`() throws {
        let box = FlowDiagram.Box(
            .perhaps, String(repeating: "ұзынсөз", count: 20) + " және тағы бірнеше қысқа сөз",
            ways: [.init("бір жол", to: [0])])
        let text = FlowDiagram(label: "label", boxes: [box]).html
        let written = String(decoding: text.bytes, as: UTF8.self)
        for match in written.matches(of: #/<text [^>]*>([^<]*)</#) {
            #expect(match.1.count <= 36)
        }
    }
}
