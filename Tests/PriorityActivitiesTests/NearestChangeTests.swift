import Kernel
import QyzmetTesting
import Testing

@testable import PriorityActivities

/// What would change the verdict.
struct NearestChangeTests {
    private func words(_ change: NearestChange?) -> [String] {
        (change?.changes ?? []).map { change in
            let fact = book.vocabulary.facts[change.fact]
            return "\(fact.code)=\(fact.codes(of: change.values).joined(separator: ","))"
        }
    }

    @Test func `the nearest unmet criterion is named with the values that would meet it`() throws {
        let state = try decide(
            "subject=informationSystem operation=creation systemOwner=stateBody")
        let nearest = book.nearestItem(state)
        #expect(nearest?.item == 2)
        #expect(words(nearest) == ["systemOwner=otherOwner"])
        let testing = try decide(
            "subject=artificialIntelligence operation=developmentStage stage=testing")
        #expect(book.nearestItem(testing)?.item == 13)
        #expect(words(book.nearestItem(testing)) == ["stage=research,design,technicalTrials"])
        let miners = try decide(
            "subject=computingInfrastructure infrastructureUse=computing clients=digitalMiners")
        #expect(words(book.nearestItem(miners)) == ["clients=otherClients"])
    }

    @Test func `making the change makes the verdict yes, and fewer changes would not do`() throws {
        var dice = Dice(state: 7)
        for _ in 0..<300 {
            let masks = book.vocabulary.facts.map { fact in
                dice.below(2) == 0 ? 0 : UInt64(1) << UInt64(dice.below(fact.values.count))
            }
            let text = book.vocabulary.facts.enumerated().compactMap { place, fact in
                masks[place] == 0 ? nil : "\(fact.code)=\(fact.codes(of: masks[place])[0])"
            }.joined(separator: " ")
            let verdict = try decide(text)
            for item in rules.items {
                let change = try #require(
                    book.nearestChange(to: item.number, in: rules, from: verdict.sheet))
                var changed = verdict.sheet.masks
                for each in change.changes {
                    changed[each.fact] = each.values & (~each.values &+ 1)
                    #expect(each.values != 0)
                }
                #expect(item.verdict(changed) == .yes)
                #expect(change.changes.isEmpty == (item.verdict(verdict.sheet.masks) == .yes))
            }
        }
    }
}
