import Foundation
import Kernel
import QyzmetTesting
import Regulations
import Testing

@testable import PriorityActivities

/// Files of rules with a mistake are refused, with the place.
struct LinterTests {
    private func fault(_ find: String, _ replacement: String) throws -> RuleFault? {
        let text = String(decoding: Regulations.activityRules[0].file, as: UTF8.self)
        let range = try #require(text.firstRange(of: find), "\(find)")
        let changed = text.replacingCharacters(in: range, with: replacement)
        do throws(RuleFault) {
            _ = try ActivityRules(
                file: Array(changed.utf8), place: "draft", vocabulary: book.vocabulary)
            return nil
        } catch {
            return error
        }
    }

    @Test func `unknown words, wrong numbers and wrong days are refused`() throws {
        #expect(try fault(#""fact": "subject""#, #""fact": "matter""#)?.kind == .unknownFact)
        #expect(try fault(#""software""#, #""softwares""#)?.kind == .unknownValue)
        #expect(try fault(#""item": 3,"#, #""item": 4,"#)?.kind == .numbering)
        #expect(try fault(#""PA-1.7""#, #""PA-1.8""#)?.kind == .numbering)
        #expect(try fault(#""point": "PA-AMB-3""#, #""point": "PA-AMB-5""#)?.kind == .unknownPoint)
        #expect(try fault(#""role": "subject""#, #""role": "object""#)?.kind == .malformed)
        #expect(try fault(#""until": null"#, #""until": "2025-01-01""#)?.kind == .days)
        #expect(try fault(#""from": "2026-01-01""#, #""from": "2026-02-30""#)?.kind == .malformed)
        #expect(try fault(#""unofficial": true"#, #""official": true"#)?.kind == .malformed)
        #expect(try fault(#""code": "subject","#, #""code": "operation","#)?.kind == .repeated)
    }

    @Test func `rules that nothing can meet or nothing can fail are refused`() throws {
        let all = #"{"any":["yes","no"],"fact":"cloudUse"}"#
        let never =
            #"{"all":[{"any":["yes"],"fact":"cloudUse"},{"any":["no"],"fact":"cloudUse"}]}"#
        func change(_ test: String) throws -> RuleFault.Kind? {
            var json = try JSON.parse(Regulations.activityRules[0].file)
            json = try replacing(json, ["items", "9", "criteria", "2", "test"], test)
            do throws(RuleFault) {
                _ = try ActivityRules(
                    file: json.bytes, place: "draft", vocabulary: book.vocabulary)
                return nil
            } catch {
                return error.kind
            }
        }
        #expect(try change(#"{"any":["yes"],"fact":"cloudUse"}"#) == nil)
        #expect(try change(all) == .neverFails)
        #expect(try change(never) == .neverMet)
    }

    @Test func `two versions for one day are refused`() throws {
        #expect(throws: RuleFault(place: "521/НҚ", kind: .days)) {
            try ActivityRuleBook(
                vocabulary: book.vocabulary, versions: [rules, rules], repealed: [])
        }
    }

    @Test func `the vocabulary and the rules use every word that they have`() {
        var used: [Int: UInt64] = [:]
        for test in rules.items.flatMap(\.criteria).map(\.test) + rules.ownProduction.map(\.test) {
            for leaf in test.leaves {
                switch leaf {
                case .any(let fact, let accepted, _): used[fact, default: 0] |= accepted
                case .none(let fact, let refused): used[fact, default: 0] |= refused
                case .all, .anyOf: break
                }
            }
        }
        for (place, fact) in book.vocabulary.facts.enumerated() {
            #expect(used[place] != nil, "\(fact.code)")
            // What no rule names are the ways to say no.
            let idle = fact.codes(of: fact.all & ~(used[place] ?? 0))
            #expect(
                idle.allSatisfy {
                    $0.hasPrefix("other") || $0.hasPrefix("no") || $0 == "service"
                }, "\(fact.code): \(idle)")
        }
    }

    private func replacing(_ json: JSON, _ path: [String], _ text: String) throws -> JSON {
        guard let step = path.first else { return try JSON.parse(Array(text.utf8)) }
        let rest = Array(path.dropFirst())
        switch json {
        case .array(var elements):
            let index = try #require(Int(step))
            elements[index] = try replacing(elements[index], rest, text)
            return .array(elements)
        case .object(let members):
            return .object(
                try members.map {
                    $0.name == step
                        ? JSON.Member($0.name, try replacing($0.value, rest, text)) : $0
                })
        default: throw RuleFault(place: step, kind: .malformed)
        }
    }
}
