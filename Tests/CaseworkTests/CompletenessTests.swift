import Kernel
import QyzmetTesting
import Testing

@testable import Casework

/// What is missing, document by document and field by field, before submission as after.
struct CompletenessTests {
    private func faults(
        _ code: String, _ content: ApplicationContent
    ) throws -> [String] {
        try Definitions.named(code).completeness(of: content, by: Definitions.rules)
            .faults.map { finding in
                if case .withoutParts(let parts) = finding.verdict {
                    return finding.code + ":" + parts.joined(separator: ",")
                }
                return finding.code
            }
    }

    private func full(
        _ code: String, _ kind: String, _ variants: [String] = [], _ fields: [String: String] = [:]
    ) throws -> ApplicationContent {
        try Definitions.named(code).fullCase(kind: kind, variants: variants, fields: fields).content
    }

    @Test(.clause("IS-1.6-v2")) func `each of the four calculations is looked for`() throws {
        for part in ["fragmentFlight", "shockWave", "toxicGases", "seismicEffect"] {
            var content = try full("blasting-permit", "permit", ["surface"])
            content.documents["calculations"]?.removeAll { $0 == part }
            #expect(try faults("blasting-permit", content) == ["calculations:\(part)"])
        }
    }

    @Test(
        .clause("IS-1.6-v3", "IS-A3.8"),
        arguments: [
            (["surface"], ["localityPlan"]), (["underground"], ["workingsPlan", "gasAndDust"]),
            (["seismic"], ["workProfiles", "protectionSchemes"]),
            (["surface", "seismic"], ["localityPlan", "workProfiles", "protectionSchemes"]),
        ])
    func `each variant needs its own documents`(_ variants: [String], _ needed: [String]) throws {
        var content = try full("blasting-permit", "permit", variants)
        #expect(try faults("blasting-permit", content).isEmpty)
        content.documents = content.documents.filter { $0.key == "calculations" }
        #expect(try faults("blasting-permit", content) == needed)
        content.variants = []
        #expect(try faults("blasting-permit", content) == ["variants"])
    }

    @Test(.clause("IS-A3.10-v1", "IS-A3.10"))
    func `licences are shown by purpose and stop nothing`() throws {
        let service = try Definitions.named("blasting-permit")
        for (purpose, main) in [
            ("wells", "hydrocarbons:wellBlasting"), ("minerals", "mining:mineralBlasting"),
            ("other", nil),
        ] {
            var content = try full("blasting-permit", "permit", ["surface"], ["purpose": purpose])
            func holding() -> Completeness.Verdict? {
                service.completeness(of: content, by: Definitions.rules).findings
                    .first { $0.subject == .holding }?.verdict
            }
            let both = ["explosives:acquisition", "explosives:storage"]
            #expect(holding() == .withoutParts([main].compactMap { $0 } + both))
            content.holdings = ["explosives:acquisition"]
            #expect(holding() == .withoutParts([main].compactMap { $0 } + ["explosives:storage"]))
            content.holdings = Set(both + [main].compactMap { $0 })
            #expect(holding() == .present)
            #expect(try faults("blasting-permit", content).isEmpty)
        }
    }

    @Test(
        .clause("IS-5A.7-v2", "IS-PAY-1", "IS-SRC-1"),
        arguments: [
            (
                "licence",
                [
                    "feePayment", "development", "production", "acquisition", "sale", "storage",
                    "rights", "qualificationForm", "qualificationDocuments",
                ]
            ),
            (
                "annex",
                [
                    "development", "production", "acquisition", "sale", "storage", "entry",
                    "rights", "qualificationForm",
                ]
            ),
            ("reissue", ["feePayment", "entry", "changes"]),
            (
                "reissueReorganisation",
                [
                    "feePayment", "development", "production", "acquisition", "sale", "storage",
                    "entry", "reorganisation", "formerHolder", "rights", "qualificationForm",
                    "changes",
                ]
            ),
        ])
    func `each licensing case has its own set`(_ kind: String, _ missing: [String]) throws {
        var content = ApplicationContent(kind: kind)
        content.fields["place"] = "111010000"
        #expect(try faults("explosives-licence", content) == missing)
        // Paid to the budget: the proof is needed. Through the gateway: it is not asked for.
        guard kind != "annex" else { return }
        content.fields["feePayment"] = "budget"
        #expect(try faults("explosives-licence", content).contains("feeProof"))
        content.fields["feePayment"] = "gateway"
        #expect(try !faults("explosives-licence", content).contains("feeProof"))
        // What state systems hold is not asked for, and only that.
        content.heldByState = ["changes", "qualificationForm"]
        let left = try faults("explosives-licence", content)
        #expect(!left.contains("changes"))
        #expect(left.contains("qualificationForm") == missing.contains("qualificationForm"))
    }

    @Test(.clause("IS-5A.7", "IS-5A.7-v2"))
    func `an application for a licence for nothing is not complete`() throws {
        let service = try Definitions.named("explosives-licence")
        let five = ["development", "production", "acquisition", "sale", "storage"]
        #expect(service.rights?.fields == five)
        for kind in ["licence", "annex", "reissueReorganisation"] {
            var content = try full("explosives-licence", kind)
            for code in five { content.fields[code] = "no" }
            let faults = service.completeness(of: content, by: Definitions.rules).faults
            #expect(faults.map(\.code) == ["rights"] && faults[0].subject == .rights)
            #expect(faults[0].clause.tag == "IS-5A.7")
            // Any one of the five is enough.
            for code in five {
                var one = content
                one.fields[code] = "yes"
                #expect(try self.faults("explosives-licence", one).isEmpty)
            }
        }
        // Of a re-issue none is asked: what the entry has passes, whatever is typed.
        var content = try full("explosives-licence", "reissue")
        for code in five { content.fields[code] = "no" }
        #expect(try faults("explosives-licence", content).isEmpty)
        #expect(service.taken(by: "reissue") == five)
        for code in five {
            #expect(service.field(code).map { service.has($0, in: "reissue") } == false)
        }
    }

    @Test(.clause("IS-5B.6-v1", "IS-5B.6")) func `the commission has its five kinds of members`()
        throws
    {
        let kinds = [
            "manufacturer", "developer", "testSite", "attestedOrganisation", "authorisedBody",
        ]
        for kind in kinds {
            var content = try full("permanent-use-permit", "permit")
            content.documents["testAct"]?.removeAll { $0 == kind }
            #expect(try faults("permanent-use-permit", content) == ["testAct:\(kind)"])
        }
    }

    @Test func `a field with a wrong value is named as wrong`() throws {
        let service = try Definitions.named("permanent-use-permit")
        var content = try full("permanent-use-permit", "permit")
        content.fields["opinionDay"] = "2026-02-30"
        content.fields["expertOrganisation"] = " "
        let verdicts = service.completeness(of: content, by: Definitions.rules).faults
        #expect(verdicts.map(\.verdict) == [.missing, .wrong])
        #expect(verdicts.map(\.clause.tag) == ["IS-5B.6.3", "IS-5B.6.3"])
    }
}

/// To whom an application goes.
struct RoutingTests {
    private func route(_ code: String, _ fields: [String: String]) throws -> Routing {
        try Definitions.named(code).route(fields, territoryOf: Definitions.territory)
    }

    @Test(.clause("IS-6.3", "IS-6.7", "IS-6.A2.1", "IS-6.3-v1"))
    func `design documentation is routed by what the facility is`() throws {
        func fields(_ several: String, _ strategic: String, _ social: String) -> [String: String] {
            [
                "place": "111010000", "severalOblasts": several, "strategic": strategic,
                "socialInfrastructure": social,
            ]
        }
        let territory = "110000000"
        #expect(
            try route("design-approval", fields("yes", "no", "no"))
                == .authority(.committee, territory: nil, clause: "IS-6.3.1"))
        #expect(
            try route("design-approval", fields("no", "yes", "no"))
                == .authority(.territorialDepartment, territory: territory, clause: "IS-6.3.2"))
        #expect(
            try route("design-approval", fields("no", "no", "no"))
                == .authority(.territorialDepartment, territory: territory, clause: "IS-6.3.2"))
        #expect(
            try route("design-approval", fields("no", "no", "yes"))
                == .authority(.localExecutiveBody, territory: "111000000", clause: "IS-6.3.3"))
        // The act names no priority: a person decides.
        #expect(
            try route("design-approval", fields("yes", "yes", "no"))
                == .manual([.committee, .territorialDepartment]))
        #expect(
            try route("design-approval", fields("yes", "no", "yes"))
                == .manual([.committee, .localExecutiveBody]))
        #expect(
            try route("design-approval", ["place": "111010000", "strategic": "no"])
                == .undetermined(["severalOblasts", "socialInfrastructure"]))
    }

    @Test(.clause("IS-7.2", "IS-7.A4.1", "IS-7.A4.1-v1"))
    func `facilities go to the department, devices by their site`() throws {
        let territory = "110000000"
        #expect(
            try route("facility-registration", ["object": "facility", "place": "111010000"])
                == .authority(.territorialDepartment, territory: territory, clause: "IS-7.2"))
        #expect(
            try route(
                "facility-registration",
                ["object": "device", "site": "industrial", "place": "111010000"])
                == .authority(.territorialDepartment, territory: territory, clause: "IS-7.A4.1"))
        #expect(
            try route(
                "facility-registration",
                ["object": "device", "site": "social", "place": "111010000"])
                == .authority(.localExecutiveBody, territory: "111000000", clause: "IS-7.A4.1"))
        #expect(
            try route("facility-registration", ["object": "device", "place": "111010000"])
                == .undetermined(["site"]))
    }

    @Test(.clause("IS-1.4", "IS-2.5", "IS-3.9-v1"))
    func `the department is that of the place of activity`() throws {
        #expect(
            try route("blasting-permit", ["place": "111010000"])
                == .authority(.territorialDepartment, territory: "110000000", clause: "IS-1.4"))
        #expect(try route("blasting-permit", ["place": "999"]) == .undetermined(["place"]))
        #expect(try route("blasting-permit", [:]) == .undetermined(["place"]))
    }
}
