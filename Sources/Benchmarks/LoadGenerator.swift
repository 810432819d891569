import Foundation
import Kernel

/// wrk with 64 connections on one thread, each of which sends its next request at the answer, or
/// after a pause.
struct LoadGenerator {
    /// Connections that are open all the time.
    static let connections = 64

    /// What one phase of load came to.
    struct Outcome {
        /// Answers a second.
        let rate: Double
        /// Answers.
        let answers: Int
        /// Answers with a status of 400 or more, and connections that failed.
        let failures: Int
        /// The time that 99 of 100 answers did not pass, in milliseconds.
        let p99Milliseconds: Double
    }

    private let script: String

    /// Writes wrk's script into the folder.
    init(folder: String) throws {
        script = folder + "/load.lua"
        try Self.text.write(toFile: script, atomically: true, encoding: .utf8)
    }

    /// Sends requests for so many seconds.
    ///
    /// - Parameters:
    ///   - headers: header fields that every request carries.
    ///   - bodies: a file with a JSON body a line, or a path, a blank and a body, posted one after another and from the start
    ///     again; nil for GET.
    ///   - pause: milliseconds that a connection waits before each request, from half of them to
    ///     half as many again.
    func run(
        _ url: String, seconds: Int = 2, headers: [String] = [], bodies: String? = nil,
        connections: Int = LoadGenerator.connections, pause: Int = 0
    ) throws -> Outcome {
        let fields = headers.flatMap { ["-H", $0] }
        let printed = try Command.output(
            "wrk",
            ["-t1", "-c\(connections)", "-d\(seconds)s", "--timeout", "30s", "-s", script]
                + fields + [url]
                + (bodies.map { ["--", $0, "\(pause)"] } ?? []))
        guard let line = printed.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
            throw Command.Fault(description: "wrk printed no outcome: \(printed)")
        }
        let json = try JSON.parse(Array(line.utf8))
        let number = { (name: String) in Double(json[name]?.integer ?? 0) }
        return Outcome(
            rate: number("answers") / number("microseconds") * 1e6, answers: Int(number("answers")),
            failures: Int(number("failures")), p99Milliseconds: number("p99") / 1000)
    }

    private static let text = """
        local requests = {}
        local last = 0

        function init(args)
            if not args[1] then return end
            wrk.headers["Content-Type"] = "application/json"
            for line in io.lines(args[1]) do
                local path, body = line:match("^(/%S+) (.*)$")
                requests[#requests + 1] = wrk.format("POST", path, nil, body or line)
            end
            local pause = tonumber(args[2]) or 0
            if pause > 0 then
                local half = math.floor(pause / 2)
                delay = function() return math.random(half, pause + half) end
            end
            request = function()
                last = last % #requests + 1
                return requests[last]
            end
        end

        function done(summary, latency, requests)
            local errors = summary.errors
            local failures = errors.status + errors.connect + errors.read + errors.write
                + errors.timeout
            io.write(string.format(
                '\\n{"answers":%d,"microseconds":%d,"failures":%d,"p99":%d}\\n',
                summary.requests, summary.duration, failures, latency:percentile(99)))
        end
        """
}
