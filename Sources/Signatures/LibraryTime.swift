import COpenSSL
import Glibc
import Kernel

/// The moment that an ASN.1 UTCTime or GeneralizedTime says; nil when it says none.
func instant(from time: UnsafePointer<ASN1_TIME>?) -> Instant? {
    var parts = unsafe tm()
    guard let time = unsafe time, unsafe ASN1_TIME_to_tm(time, &parts) == 1 else {
        discardLibraryErrors()
        return nil
    }
    return unsafe Instant(seconds: Int64(timegm(&parts)))
}

/// UTCTime until 2049, GeneralizedTime from 2050 on, as RFC 5280 section 4.1.2.5 asks.
///
/// Milliseconds are cut off: neither form of a certificate's dates has any.
func makeTime(_ instant: Instant) throws(LibraryFault) -> LibraryTime {
    guard let time = unsafe LibraryTime(ASN1_TIME_set(nil, Int(instant.seconds))) else {
        throw LibraryFault("ASN.1 time")
    }
    return time
}

/// The owner of an ASN.1 time.
@safe final class LibraryTime {
    let pointer: UnsafeMutablePointer<ASN1_TIME>

    fileprivate init?(_ pointer: UnsafeMutablePointer<ASN1_TIME>?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe ASN1_TIME_free(pointer)
    }
}
