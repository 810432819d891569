import Kernel

@testable import Signatures

/// Keys that the tests of this target share; made once, since RSA keys take long.
enum TestKeys {
    static let es256 = Result { try SigningKey.generateES256() }
    static let otherES256 = Result { try SigningKey.generateES256() }
    static let rs256 = Result { try SigningKey.generateRS256(bits: 2048) }
}
