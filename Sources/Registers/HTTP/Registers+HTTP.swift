import DigitalDocuments
import HTTPClient
import Kernel

extension PersonRegister {
    /// The population register behind the connection.
    package init(client: HTTPClient, connection: RegisterConnection) {
        let caller = RegisterCaller(client: client, connection: connection)
        self.init(
            find: { iin, requestID async throws(RegisterFault) in
                let answer = try await caller.call(
                    .findPerson, PersonQuery(iin: iin).json, requestID: requestID)
                return try PersonRecord.read(answer: answer, asked: iin, rules: connection.rules)
            },
            standings: { iins, requestID async throws(RegisterFault) in
                let answer = try await caller.call(
                    .findStandings, PeopleQuery(iins: iins).json, requestID: requestID)
                return try StandingsAnswer.read(answer, asked: iins, rules: connection.rules)
            })
    }
}

extension PhoneRegister {
    /// The mobile citizens' base behind the connection.
    package init(client: HTTPClient, connection: RegisterConnection) {
        let caller = RegisterCaller(client: client, connection: connection)
        self.init(
            find: { iin, requestID async throws(RegisterFault) in
                let answer = try await caller.call(
                    .findPhone, PersonQuery(iin: iin).json, requestID: requestID)
                return try PhoneAnswer.read(answer)
            },
            holders: { phone, requestID async throws(RegisterFault) in
                let answer = try await caller.call(
                    .findPhoneHolders, PhoneHoldersQuery(phone: phone).json, requestID: requestID)
                return try PhoneHoldersAnswer.read(answer, rules: connection.rules)
            },
            findMany: { iins, requestID async throws(RegisterFault) in
                let answer = try await caller.call(
                    .findPhones, PeopleQuery(iins: iins).json, requestID: requestID)
                return try PhonesAnswer.read(answer, asked: iins, rules: connection.rules)
            })
    }
}

extension OrganisationRegister {
    /// The register of organisations behind the connection.
    package init(client: HTTPClient, connection: RegisterConnection) {
        let caller = RegisterCaller(client: client, connection: connection)
        self.init { bin, requestID async throws(RegisterFault) in
            let answer = try await caller.call(
                .findOrganisation, OrganisationQuery(bin: bin).json, requestID: requestID)
            return try OrganisationRecord.read(answer: answer, asked: bin, rules: connection.rules)
        }
    }
}

extension RestrictionRegister {
    /// The register of restrictions behind the connection.
    package init(client: HTTPClient, connection: RegisterConnection) {
        let caller = RegisterCaller(client: client, connection: connection)
        self.init { party, requestID async throws(RegisterFault) in
            let answer = try await caller.call(
                .findRestrictions, RestrictionQuery(party: party).json, requestID: requestID)
            return try CourtRestriction.read(
                answer: answer, asked: party, rules: connection.rules)
        }
    }
}

extension PaymentGateway {
    /// The payment gateway behind the connection.
    package init(client: HTTPClient, connection: RegisterConnection) {
        let caller = RegisterCaller(client: client, connection: connection)
        self.init { receipt, requestID async throws(RegisterFault) in
            let answer = try await caller.call(
                .findPayment, PaymentQuery(receipt: receipt).json, requestID: requestID)
            return try FeePayment.read(answer: answer, asked: receipt, rules: connection.rules)
        }
    }
}

extension DocumentRegister {
    /// The document service of an issuing body behind the connection.
    ///
    /// Listings of kinds that the body does not issue are refused as malformed.
    package init(
        client: HTTPClient, connection: RegisterConnection, documentTypes: Set<DocumentType>
    ) {
        let caller = RegisterCaller(client: client, connection: connection)
        self.init(
            documentTypes: documentTypes,
            list: { iin, requestID async throws(RegisterFault) in
                let answer = try await caller.call(
                    .listDocuments, PersonQuery(iin: iin).json, requestID: requestID)
                let listings = try DocumentListing.read(answer: answer)
                guard listings.allSatisfy({ documentTypes.contains($0.documentType) }) else {
                    throw .malformed(at: "items")
                }
                return listings
            },
            build: { query async throws(RegisterFault) in
                let answer = try await caller.call(
                    .buildDocument, query.json, requestID: query.requestID)
                return try SignedDocument(answer: answer)
            })
    }
}
