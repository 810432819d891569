import Kernel
import QyzmetTesting
import Testing

@testable import PriorityActivities

/// Every item of the list as the order words it; the tables are read off the act, not the data.
struct ItemTests {
    /// An operation or stage of each item: yes for those named, no for all others.
    private func expect(
        _ item: Int, _ base: String, operations: String, stages: String? = nil,
        open: String = ""
    ) throws {
        let named = Set(operations.split(separator: " ").map(String.init))
        let doubtful = Set(open.split(separator: " ").map(String.init))
        let operation = try #require(book.vocabulary["operation"])
        for value in operation.values.map(\.code) where value != "developmentStage" {
            let extra = value == "integratedServices" ? " commercialUse=yes" : ""
            let found = try verdict(of: item, "\(base) operation=\(value)\(extra)")
            let expected: Verdict =
                named.contains(value) ? .yes : doubtful.contains(value) ? .cannotTell : .no
            #expect(found == expected, "item \(item) \(value)")
        }
        let listed = Set((stages ?? "").split(separator: " ").map(String.init))
        for stage in try #require(book.vocabulary["stage"]).values.map(\.code) {
            let found = try verdict(
                of: item, "\(base) operation=developmentStage stage=\(stage)")
            #expect(
                found
                    == (!listed.contains(stage)
                        ? .no : doubtful.contains("developmentStage") ? .cannotTell : .yes),
                "item \(item) stage \(stage)")
        }
    }

    private let five = "development implementation support enhancement modification"

    @Test(.clause("PA-1.1a", "PA-1.1b"))
    func `software takes six operations, services inside it count as realisation`() throws {
        try expect(
            1, "subject=software",
            operations: five
                + " realisation resultsRealisation integratedServices paidContent addedFunctions")
        #expect(
            try check(
                """
                1 | subject=software operation=integratedServices commercialUse=no | no
                1 | subject=software operation=integratedServices | cannotTell
                1 | subject=software operation=paidContent | yes
                1 | subject=other operation=development | no
                """) == [])
    }

    @Test(.clause("PA-1.2a")) func `information systems but not those of state bodies`() throws {
        try expect(
            2, "subject=informationSystem systemOwner=otherOwner",
            operations:
                "creation trialOperation industrialOperation implementation enhancement "
                + "modification support")
        #expect(
            try check(
                """
                2 | subject=informationSystem operation=creation systemOwner=stateBody | no
                2 | subject=informationSystem operation=creation | cannotTell
                """) == [])
    }

    @Test(.clause("PA-1.3a", "PA-1.4a")) func `data processing and research`() throws {
        let data = "subject=dataProcessing processing=knowledgeExtraction"
        let work = "subject=research operation=performance"
        #expect(
            try check(
                """
                3 | \(data) processingSoftware=ownSoftware | yes
                3 | \(data) processingSoftware=thirdPartySoftware | yes
                3 | \(data) processingSoftware=noSoftware | no
                3 | subject=dataProcessing processing=otherProcessing | no
                4 | \(work) researchKind=fundamental researchField=naturalSciences | yes
                4 | \(work) researchKind=applied researchField=technicalSciences | yes
                4 | \(work) researchKind=applied researchField=otherField | no
                4 | \(work) researchKind=fundamental researchField=ict | no
                4 | \(work) researchKind=experimentalDevelopment | yes
                4 | \(work) researchKind=researchAndDevelopment researchField=ict | yes
                4 | \(work) researchKind=experimentalDesign researchField=ict | yes
                4 | \(work) researchKind=experimentalTechnological researchField=ict | yes
                4 | \(work) researchKind=experimentalDesign researchField=naturalSciences | no
                4 | \(work) researchKind=otherKind researchField=ict | no
                4 | \(work) researchKind=applied | cannotTell
                """) == [])
        try expect(
            4, "subject=research researchKind=experimentalDevelopment",
            operations: "performance resultsRealisation")
    }

    @Test(.clause("PA-1.5a", "PA-1.6a", "PA-1.7a", "PA-1.8a"))
    func `devices: five operations, listed stages, results`() throws {
        let stages = "research design testing technicalTrials"
        try expect(
            5, "subject=electronics", operations: five + " boardMounting resultsRealisation",
            stages: stages)
        try expect(
            6, "subject=robotics", operations: five + " resultsImplementation", stages: stages,
            open: "resultsRealisation")
        try expect(
            7, "subject=radioTechnology", operations: five + " resultsRealisation",
            stages: stages, open: "developmentStage")
        for subject in ["telecommunications", "biometrics"] {
            try expect(
                8, "subject=\(subject)", operations: five + " resultsRealisation",
                stages: stages + " prototyping")
        }
    }

    @Test(.clause("PA-1.9a", "PA-1.10a", "PA-1.11a"))
    func `information security, cloud and blockchain`() throws {
        for subject in ["protectedProcessing", "informationSecurity"] {
            try expect(
                9, "subject=\(subject)",
                operations: five
                    + " production realisation resultsRealisation installation configuration")
        }
        for subject in ["software", "complex"] {
            try expect(
                10, "subject=\(subject) cloudUse=yes",
                operations: five + " trialOperation industrialOperation")
            for use in ["basedOn", "using"] {
                try expect(11, "subject=\(subject) blockchainUse=\(use)", operations: five)
            }
        }
        #expect(
            try check(
                """
                10 | subject=complex operation=development cloudUse=no | no
                11 | subject=complex operation=development blockchainUse=notUsed | no
                """) == [])
    }

    @Test(.clause("PA-1.12a", "PA-1.13a", "PA-1.15a", "PA-1.18a"))
    func `transport, artificial intelligence, things and extended reality`() throws {
        for subject in [
            "unmannedVehicles", "transportNavigation", "transportCellular",
            "transportEmergencyCall",
        ] {
            try expect(
                12, "subject=\(subject)", operations: five + " realisation resultsRealisation")
        }
        // “Testing” alone is not a listed stage of items 13 and 18.
        for (item, subject) in [(13, "artificialIntelligence"), (18, "extendedReality")] {
            try expect(
                item, "subject=\(subject)", operations: five + " resultsRealisation",
                stages: "research design technicalTrials")
        }
        for with in ["eachOther", "environment"] {
            try expect(
                15, "subject=internetOfThings objectsInteract=\(with)",
                operations: five + " realisation resultsRealisation")
        }
        #expect(
            try verdict(
                of: 15, "subject=internetOfThings operation=support objectsInteract=notAtAll")
                == .no)
    }

    @Test(.clause("PA-1.14a", "PA-1.14b")) func `a trading platform passes three tests`() throws {
        let place = "subject=tradingPlatform platformRealTime=yes platformDeals=yes"
        let own = "rightHolder=declarant participant=yes"
        let inside = "\(place) \(own) platformService=ancillary"
        #expect(
            try check(
                """
                14 | \(place) \(own) platformService=platformAccess | yes
                14 | \(place) rightHolder=anotherHolder rightHolderParticipant=yes platformService=platformAccess | yes
                14 | \(place) rightHolder=anotherHolder rightHolderParticipant=no platformService=platformAccess | no
                14 | \(place) rightHolder=declarant participant=no platformService=platformAccess | no
                14 | \(place) rightHolder=declarant platformService=platformAccess | cannotTell
                14 | subject=tradingPlatform platformRealTime=no platformDeals=yes \(own) | no
                14 | subject=tradingPlatform platformRealTime=yes platformDeals=no \(own) | no
                14 | \(inside) ancillaryWithinDeals=yes ancillaryIntegrated=yes | yes
                14 | \(inside) ancillaryWithinDeals=yes ancillaryIntegrated=no | no
                14 | \(inside) ancillaryWithinDeals=no ancillaryIntegrated=yes | no
                14 | \(inside) ancillaryWithinDeals=yes | cannotTell
                """) == [])
    }

    @Test(.clause("PA-1.16a", "PA-1.17a", "PA-1.19a"))
    func `games, training and infrastructure`() throws {
        for kind in ["computer", "mobile", "online"] {
            try expect(
                16, "subject=videoGame gamePlatform=\(kind)",
                operations: five
                    + " realisation resultsRealisation integratedServices paidContent "
                    + "addedFunctions")
        }
        #expect(
            try verdict(of: 16, "subject=videoGame operation=support gamePlatform=otherGame")
                == .no)
        let directions = try #require(book.vocabulary["trainingDirection"]).values.map(\.code)
        #expect(directions.count == 15)
        for direction in directions {
            #expect(
                try verdict(of: 17, "subject=training trainingDirection=\(direction)")
                    == (direction == "otherDirection" ? .no : .yes))
        }
        let centre = "subject=computingInfrastructure infrastructureUse=computing"
        #expect(
            try check(
                """
                19 | \(centre) clients=otherClients | yes
                19 | \(centre) clients=digitalMiners | no
                19 | \(centre) clients=digitalMiners,otherClients | no
                19 | \(centre) | cannotTell
                19 | subject=computingInfrastructure infrastructureUse=otherUse | no
                """) == [])
    }
}
