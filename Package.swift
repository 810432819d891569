// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: language mode 6, strict memory safety, no warning left standing.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A C library of Debian's, seen by exactly one Swift target.
func systemLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A Swift target; its dependencies are the only things it can see.
func target(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The tests of the target of the same name.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["QyzmetTesting"], swiftSettings: settings)
}

let package = Package(
    name: "qyzmet",
    products: [
        .executable(name: "qyzmet", targets: ["qyzmet"]),
        .executable(name: "bench", targets: ["Benchmarks"]),
    ],
    targets: [
        // C libraries from Debian's packages.
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        systemLibrary("CLibPQ", pkgConfig: "libpq", apt: "libpq-dev"),
        systemLibrary("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        systemLibrary("CNettle", pkgConfig: "hogweed", apt: "nettle-dev"),
        systemLibrary("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        systemLibrary("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        systemLibrary("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        systemLibrary("CZBar", pkgConfig: "zbar", apt: "libzbar-dev"),
        systemLibrary("CGD", pkgConfig: "gdlib", apt: "libgd-dev"),
        systemLibrary("CZLib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        // The interface of hardware modules alone: a header, and nothing to link.
        .systemLibrary(name: "CPKCS11", providers: [.apt(["libp11-kit-dev"])]),
        systemLibrary("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        systemLibrary("CPangoCairo", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),

        // Pure decisions: neither Foundation nor C.
        target("Kernel"),
        target("ASN1", ["Kernel"]),
        target("AccessControl", ["Kernel"]),
        target("DigitalDocuments", ["Kernel"]),
        target("SigningChannels", ["Kernel"]),
        target("FoodVouchers", ["Kernel"]),
        target("PriorityActivities", ["Kernel"]),
        target("WorkingTime", ["Kernel"]),
        target("Casework", ["Kernel", "WorkingTime"]),

        // Dated data of the acts, in the binary.
        .plugin(name: "EmbedTexts", capability: .buildTool()),
        .target(
            name: "Regulations", dependencies: ["Kernel"], path: "Regulations",
            exclude: [
                "README.md", "access-control", "digital-documents", "food-vouchers",
                "industrial-safety", "priority-activities", "public-duties", "territories",
                "working-time",
            ], swiftSettings: settings, plugins: ["EmbedTexts"]),

        // Adapters: each C library has one owner.
        target("Store", ["Kernel", "CSQLite", "CLibPQ"]),
        target("Signatures", ["Kernel", "ASN1", "COpenSSL", "CNettle"]),
        target("XMLSignatures", ["Kernel", "Signatures", "CLibXML2"]),
        target("PDFSignatures", ["Kernel", "CZLib"]),
        target("HSM", ["Kernel", "Signatures", "CPKCS11"]),
        target("HTTPServer", ["Kernel", "CMicroHTTPD"]),
        target("HTTPClient", ["Kernel", "CCurl"]),
        target(
            "Rendering", ["Kernel", "CQREncode", "CZBar", "CGD"],
            // In the binary, so that nothing but the binary is needed at run time.
            resources: [
                .embedInCode("Assets/qyzmet.css"), .embedInCode("Assets/countdown.js"),
                .embedInCode("Assets/copy.js"), .embedInCode("Assets/live.js"),
                .embedInCode("Assets/scan.js"), .embedInCode("Assets/mark.svg"),
                .embedInCode("Assets/ncalayer.js"), .embedInCode("Assets/till-keep.js"),
                .embedInCode("Assets/till-calls.js"), .embedInCode("Assets/till-basket.js"),
                .embedInCode("Assets/till-show.js"), .embedInCode("Assets/till-sale.js"),
                .embedInCode("Assets/till-return.js"), .embedInCode("Assets/till.js"),
            ]),
        target("PDFForms", ["Kernel", "Casework", "Rendering", "CPangoCairo"]),
        target("Journal", ["Kernel", "Store", "Signatures"]),
        target("Messages", ["Kernel", "Store", "HTTPClient"]),
        target("Registers", ["Kernel", "DigitalDocuments", "HTTPClient", "Signatures"]),

        // Use cases: load, decide, append, answer.
        target(
            "UseCases",
            [
                "Kernel", "AccessControl", "DigitalDocuments", "FoodVouchers", "PriorityActivities",
                "Regulations", "Store", "Signatures", "XMLSignatures", "PDFSignatures",
                "SigningChannels", "Journal", "Messages", "Registers", "WorkingTime", "Casework",
                "PDFForms",
            ]),

        // The edge: routes and pages.
        target(
            "Web",
            [
                "Kernel", "ASN1", "AccessControl", "DigitalDocuments", "FoodVouchers",
                "PriorityActivities", "Casework", "Regulations", "WorkingTime", "HTTPServer",
                "Rendering", "Registers", "Signatures", "XMLSignatures", "SigningChannels",
                "Journal", "Messages", "UseCases",
            ]),

        // The synthetic world; never constructed in production.
        target(
            "Sandbox",
            [
                "Kernel", "ASN1", "AccessControl", "DigitalDocuments", "FoodVouchers", "HTTPServer",
                "HTTPClient", "PriorityActivities", "Casework", "Signatures",
                "Store", "Journal",
                "Registers", "Messages", "UseCases", "Web", "Rendering", "SigningChannels",
                "XMLSignatures",
            ]),

        // Where the parts are put together.
        target(
            "Assembly",
            [
                "Kernel", "AccessControl", "DigitalDocuments", "FoodVouchers", "Regulations",
                "Store",
                "Signatures", "HSM", "HTTPServer", "HTTPClient", "Rendering", "Journal",
                "Messages", "Registers",
                "UseCases", "Web",
                "Sandbox",
            ]),

        .executableTarget(
            name: "qyzmet", dependencies: ["Kernel", "Assembly"], swiftSettings: settings),

        // Measures everything against raw limits of the same run (`make bench`).
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Kernel", "ASN1", "AccessControl", "FoodVouchers", "Journal", "PriorityActivities",
                "Registers", "Store", "CSQLite", "CNettle", "Signatures", "XMLSignatures",
                "HTTPClient", "HTTPServer", "Sandbox", "UseCases", "Assembly", "QyzmetTesting",
                "WorkingTime",
            ], swiftSettings: settings),

        // What tests share.
        target("QyzmetTesting", ["Kernel"]),
        target(
            "PlatformTesting",
            [
                "Kernel", "ASN1", "AccessControl", "Casework", "DigitalDocuments", "FoodVouchers",
                "Journal", "Messages", "PriorityActivities",
                "Registers", "Regulations", "Signatures", "Store", "UseCases", "QyzmetTesting",
            ]),
        tests("KernelTests", ["Kernel"]),
        tests("AccessControlTests", ["AccessControl", "Kernel"]),
        tests("DigitalDocumentsTests", ["DigitalDocuments", "Kernel"]),
        tests("FoodVouchersTests", ["FoodVouchers", "Regulations", "Kernel"]),
        tests(
            "PriorityActivitiesTests",
            ["PriorityActivities", "Regulations", "WorkingTime", "Kernel"]),
        tests("RegulationsTests", ["Regulations", "AccessControl", "Kernel"]),
        tests("WorkingTimeTests", ["WorkingTime", "Regulations", "Kernel"]),
        tests("CaseworkTests", ["Casework", "WorkingTime", "Regulations", "Kernel"]),
        tests(
            "UseCasesTests",
            [
                "PlatformTesting", "Kernel", "AccessControl", "DigitalDocuments", "FoodVouchers",
                "PriorityActivities", "Journal", "Messages", "Registers", "Signatures",
                "XMLSignatures", "PDFSignatures", "SigningChannels", "Store", "UseCases",
                "Casework", "WorkingTime", "Regulations",
            ]),
        tests(
            "TidyTests",
            ["Kernel", "AccessControl", "DigitalDocuments", "Journal", "Store", "UseCases", "Web"]),
        tests("StoreTests", ["Store"]),
        // The parsers of outside bytes, for scripts/fuzz and for the tests that replay its finds.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Kernel", "ASN1", "Signatures", "XMLSignatures", "PDFSignatures",
                "SigningChannels", "HTTPServer", "Casework",
            ], path: "Fuzz/Targets", swiftSettings: settings),
        tests("ASN1Tests", ["ASN1", "Kernel"]),
        tests("SignaturesTests", ["Signatures", "ASN1", "FuzzTargets"]),
        tests("XMLSignaturesTests", ["XMLSignatures", "Signatures", "Kernel"]),
        tests("PDFSignaturesTests", ["PDFSignatures", "Signatures", "ASN1", "Kernel"]),
        tests(
            "PDFFormsTests",
            [
                "PDFForms", "PDFSignatures", "Casework", "Rendering", "Signatures", "ASN1",
                "Kernel",
            ]),
        tests("SigningChannelsTests", ["SigningChannels", "Kernel"]),
        tests(
            "HSMTests", ["HSM", "CPKCS11", "Signatures", "Kernel", "UseCases", "Assembly"]),
        tests("HTTPServerTests", ["HTTPServer"]),
        tests("HTTPClientTests", ["HTTPClient", "HTTPServer"]),
        tests("RenderingTests", ["Rendering", "Kernel", "CGD"]),
        tests("JournalTests", ["Journal", "Store", "Signatures", "Kernel", "UseCases"]),
        tests("RegistersTests", ["Registers", "DigitalDocuments", "Kernel"]),
        tests(
            "SandboxTests",
            [
                "Sandbox", "Registers", "DigitalDocuments", "HTTPClient", "Signatures", "Messages",
                "Kernel", "ASN1", "SigningChannels", "XMLSignatures", "UseCases", "Store",
                "PlatformTesting",
            ]),
        tests(
            "WebTests",
            [
                "Web", "Casework", "UseCases", "Registers", "DigitalDocuments", "AccessControl",
                "FoodVouchers", "PriorityActivities", "Regulations", "WorkingTime", "Signatures",
                "XMLSignatures", "PDFSignatures", "PlatformTesting", "Store", "Journal",
                "HTTPServer", "Rendering", "Kernel",
            ]),
        tests("MessagesTests", ["Messages", "Store", "HTTPServer", "HTTPClient", "Kernel"]),
        // The whole system, as a process of its own.
        tests(
            "SystemTests",
            [
                "Kernel", "HTTPClient", "HTTPServer", "Journal", "Registers", "Signatures", "Store",
                "UseCases", "qyzmet",
            ]),
        // The pages in Chromium.
        tests("BrowserTests", ["qyzmet"]),
    ],
    swiftLanguageModes: [.v6]
)

// Only scripts/fuzz builds the driver: it needs clang's fuzzing runtime.
if Context.environment["QYZMET_FUZZ"] != nil {
    package.products.append(.executable(name: "fuzz", targets: ["FuzzDriver"]))
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Fuzz/CFuzzer"),
        .executableTarget(
            name: "FuzzDriver", dependencies: ["FuzzTargets", "CFuzzer"], path: "Fuzz/Driver",
            swiftSettings: settings),
    ]
}
