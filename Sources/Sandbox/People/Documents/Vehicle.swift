import DigitalDocuments
import Kernel

/// A vehicle with its registration certificate (SRTS).
package struct Vehicle: Hashable, Sendable {
    /// The record's name in the register.
    package var recordID: String
    /// The certificate's number: two letters and eight digits.
    package var certificateNumber: String
    /// The number plate, without blanks.
    package var plate: String
    /// The identification number: 17 signs that begin with `SYNTH`, which no maker uses.
    package var vin: String
    /// The make and model.
    package var model: VehicleModel
    /// The year of manufacture.
    package var year: Int
    /// The colour.
    package var colour: LocalizedText
    /// The day of registration.
    package var registeredOn: Day
    /// The day on which it was taken off the register; nil while it is on it.
    package var deregisteredOn: Day?
}

/// A make and model with what the certificate says of it.
package struct VehicleModel: Hashable, Sendable {
    /// The make.
    package let make: String
    /// The model.
    package let name: String
    /// Cubic centimetres; 0 for an electric motor.
    package let engineCubicCentimetres: Int
    /// Kilograms without load.
    package let massKilograms: Int

    static let all = [
        VehicleModel(make: "Toyota", name: "Camry", engine: 2494, mass: 1595),
        VehicleModel(make: "Toyota", name: "Land Cruiser Prado", engine: 2694, mass: 2190),
        VehicleModel(make: "Hyundai", name: "Tucson", engine: 1999, mass: 1580),
        VehicleModel(make: "Hyundai", name: "Accent", engine: 1591, mass: 1198),
        VehicleModel(make: "Kia", name: "Sportage", engine: 1999, mass: 1560),
        VehicleModel(make: "Chevrolet", name: "Cobalt", engine: 1485, mass: 1146),
        VehicleModel(make: "Chevrolet", name: "Onix", engine: 1199, mass: 1110),
        VehicleModel(make: "Lada", name: "Granta", engine: 1596, mass: 1075),
        VehicleModel(make: "Lada", name: "Niva", engine: 1690, mass: 1285),
        VehicleModel(make: "Volkswagen", name: "Passat", engine: 1798, mass: 1450),
        VehicleModel(make: "Haval", name: "Jolion", engine: 1497, mass: 1415),
        VehicleModel(make: "BYD", name: "Song Plus", engine: 0, mass: 1950),
    ]

    private init(make: String, name: String, engine: Int, mass: Int) {
        self.make = make
        self.name = name
        self.engineCubicCentimetres = engine
        self.massKilograms = mass
    }
}

extension SyntheticWorld {
    /// The vehicles of the person, at most three.
    package func vehicles(of person: SyntheticPerson) -> [Vehicle] {
        let age = person.age(on: today)
        guard age >= 20, age < 78, !person.isDead(on: today) else { return [] }
        var random = random(.vehicles, person.index)
        let weights = person.sex == .male ? [520, 400, 60, 20] : [800, 180, 15, 5]
        var number = random.pick(weights: weights)
        if let named = NamedPerson(rawValue: person.index) {
            switch named {
            case .citizen: number = 1
            case .expiredDriver: number = 3
            default: number = 0
            }
        }
        return (0..<number).map { vehicle(person, ordinal: $0, &random) }
    }

    private func vehicle(
        _ person: SyntheticPerson, ordinal: Int, _ random: inout SplitMix64
    ) -> Vehicle {
        let isCitizen = person.index == NamedPerson.citizen.rawValue
        let kind = isCitizen ? 0 : random.below(VehicleModel.all.count)
        let thisYear = today.components.year
        let registered = today.adding(days: -random.within(20...2500))
        let newest = registered.components.year
        let year = max(newest - random.below(15), min(newest, thisYear - 18))
        let serial = person.index * Plate.vehiclesPerPersonMax + ordinal
        let leaves = !isCitizen && ordinal > 0 && random.chance(perThousand: 150)
        return Vehicle(
            recordID: recordID(.srts, of: person.index, ordinal: ordinal),
            certificateNumber: "SR " + digitText(decimals(serial + 10_000_000, 8)),
            plate: numbers.plate(
                of: person.index, vehicle: ordinal, region: person.address.place.region),
            vin: "SYNTH" + digitText(decimals(kind, 2)) + digitText(decimals(year, 2))
                + digitText(decimals(serial, 8)),
            model: VehicleModel.all[kind], year: year, colour: random.pick(Self.colours),
            registeredOn: registered,
            deregisteredOn: leaves ? today.adding(days: -random.within(1...15)) : nil)
    }

    private static let colours: [LocalizedText] = [
        LocalizedText(kk: "Ақ", ru: "Белый", en: "White"),
        LocalizedText(kk: "Қара", ru: "Чёрный", en: "Black"),
        LocalizedText(kk: "Күміс түсті", ru: "Серебристый", en: "Silver"),
        LocalizedText(kk: "Сұр", ru: "Серый", en: "Grey"),
        LocalizedText(kk: "Көк", ru: "Синий", en: "Blue"),
        LocalizedText(kk: "Қызыл", ru: "Красный", en: "Red"),
    ]
}
