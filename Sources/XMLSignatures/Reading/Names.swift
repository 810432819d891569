/// Namespaces and fixed addresses of the signature and envelope formats.
enum Names {
    /// XML Signature.
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    /// Exclusive canonicalisation, also the namespace of its parameters.
    static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    /// The transform that leaves the signature itself out.
    static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
    /// SOAP 1.1 and SOAP 1.2 envelopes.
    static let soap = [
        "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope",
    ]
    /// WS-Security's header.
    static let security =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    /// WS-Security's `Id` attribute.
    static let utility =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    /// The encoding of a key identifier.
    static let base64Binary =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
    /// The kind of a key identifier that holds a whole certificate.
    static let certificateToken =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
    /// The kind of a key identifier that holds the SHA-1 digest of a certificate (WS-Security 1.1).
    static let thumbprint =
        "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1"
    /// The kind of a key identifier that holds a certificate's subject key identifier.
    static let subjectKey =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509SubjectKeyIdentifier"
    /// The `xml:` prefix.
    static let xml = "http://www.w3.org/XML/1998/namespace"
}
