import Kernel

/// The people of the sandbox: the same for the same seed and day on every machine.
///
/// Nothing is held in memory: people come in blocks of 20 that are made when they are asked for,
/// each from the seed and its own number alone. A person's family is in the person's block.
/// The years of birth count from the year of `today`, so IINs stay the same for a year; named
/// adults keep theirs for ever.
package struct SyntheticWorld: Sendable {
    /// The seed of everything.
    package let seed: UInt64
    /// The day against which ages and the validity of documents are made up.
    package let today: Day
    /// How many people there are: a multiple of ``blockSize``.
    package let count: Int

    /// How many people are made together.
    package static let blockSize = 20
    /// The most people that a world can hold.
    package static let peopleMax = SyntheticNumbers.peopleMax / blockSize * blockSize

    let numbers: SyntheticNumbers

    /// A world of at least so many people; the count is rounded up to whole blocks.
    ///
    /// - Parameter people: 1 to ``peopleMax``.
    package init(seed: UInt64 = 1, today: Day, people: Int = 500) {
        precondition((1...SyntheticWorld.peopleMax).contains(people))
        self.seed = seed
        self.today = today
        let blocks = (people + SyntheticWorld.blockSize - 1) / SyntheticWorld.blockSize
        self.count = blocks * SyntheticWorld.blockSize
        self.numbers = SyntheticNumbers(seed: seed)
    }

    /// The 20 people of a block.
    ///
    /// - Parameter number: 0 to ``count`` / 20 - 1.
    package func block(_ number: Int) -> [SyntheticPerson] {
        precondition(number >= 0 && number < count / SyntheticWorld.blockSize)
        if number == 0 { return NamedPeople.block(in: self) }
        var builder = BlockBuilder(world: self, block: number)
        return builder.build()
    }

    /// The person with the index, which is below ``count``.
    package func person(_ index: Int) -> SyntheticPerson {
        block(index / SyntheticWorld.blockSize)[index % SyntheticWorld.blockSize]
    }

    /// A named person.
    package func person(_ named: NamedPerson) -> SyntheticPerson {
        person(named.rawValue)
    }

    /// The person with the number; nil when nobody has it.
    package func person(iin: IIN) -> SyntheticPerson? {
        guard let index = numbers.index(of: iin), index < count else { return nil }
        let found = person(index)
        return found.iin == iin ? found : nil
    }

    /// Everyone whose number in the mobile citizens' base this is, in the order of their indexes.
    ///
    /// Only people who live together share a number.
    package func holders(of phone: PhoneNumber) -> [SyntheticPerson] {
        guard let index = numbers.index(of: phone), index < count else { return [] }
        return block(index / SyntheticWorld.blockSize).filter { $0.phone == phone }
    }

    /// Everyone, block by block, in the order of their indexes.
    package var people: some Sequence<SyntheticPerson> {
        (0..<count / SyntheticWorld.blockSize).lazy.flatMap { block($0) }
    }

    /// The generator of one thing about one person.
    func random(_ stream: SplitMix64.Stream, _ index: Int) -> SplitMix64 {
        SplitMix64(seed: seed, stream: stream, index: index)
    }
}
