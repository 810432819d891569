/// The headers that every page is sent with.
package enum SecurityHeaders {
    /// Our own styles, scripts, pictures and forms; nothing inline, nothing from elsewhere.
    package static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    /// The same for a page whose script may also connect to this one address, such as NCALayer's.
    ///
    /// - Precondition: the address is ours to name: no blank and no semicolon stands in it.
    package static func contentSecurityPolicy(connectingTo address: String) -> String {
        precondition(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B })
        return contentSecurityPolicy.replacing(
            "connect-src 'self'", with: "connect-src 'self' \(address)")
    }

    /// For answers that only programs read.
    ///
    /// They show nothing, so the rules of pages would be bytes without effect. What a page elsewhere
    /// could still do with them is forbidden.
    package static let data: [(name: String, value: String)] = [
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]

    /// For every answer that a browser shows.
    ///
    /// `Referrer-Policy` is `same-origin`, not `no-referrer`: the latter makes browsers send
    /// `Origin: null` with our own forms, and the check of the origin would refuse them.
    package static let all: [(name: String, value: String)] = [
        ("Content-Security-Policy", contentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        (
            "Permissions-Policy",
            "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=()"
        ),
    ]

    /// For pages, which hold personal data: no cache keeps them.
    package static let pageCacheControl = "no-store"

    /// Added where the public address is https; one year.
    package static let strictTransportSecurity = "max-age=31536000; includeSubDomains"
}
