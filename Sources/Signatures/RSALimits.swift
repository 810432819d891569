/// Refuses RSA keys that are too short, too long, or known to be weak (RFC 8725 section 3.5).
func checkRSA(modulus: [UInt8], exponent: [UInt8]) throws(KeyFault) {
    guard let top = modulus.first, top != 0, exponent.first != 0 else { throw .malformed }
    let bits = modulus.count * 8 - top.leadingZeroBitCount
    guard bits >= 2048 else { throw .modulusTooShort }
    guard bits <= 4096 else { throw .modulusTooLong }
    guard (1...5).contains(exponent.count) else { throw .exponentNotAllowed }
    let value = exponent.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard value % 2 == 1, value >= 65537, value < 1 << 33 else { throw .exponentNotAllowed }
    guard !hasFactorableMark(modulus) else { throw .weakModulus }
}

/// Whether every small prime leaves a remainder of the modulus that is a power of 65537.
///
/// Moduli of the generator of CVE-2017-15361 have this mark always, others with a chance of about
/// 2^-28 (Nemec and others, 2017: "The Return of Coppersmith's Attack", section 2).
private func hasFactorableMark(_ modulus: [UInt8]) -> Bool {
    let primes: [Int] = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
        101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ]
    return primes.allSatisfy { prime in
        let remainder = modulus.reduce(0) { ($0 << 8 | Int($1)) % prime }
        var power = 1
        repeat {
            if power == remainder { return true }
            power = power * 65537 % prime
        } while power != 1
        return false
    }
}
