import Kernel
import Signatures

/// What the targets know beside the bytes they are given: the same in every run.
enum FuzzKnown {
    /// When everything is judged; the vectors' certificates are valid then.
    static let instant = Instant(seconds: 1_784_538_486)

    /// The test authority of the NCA and one of its holders (Tests/Vectors/nca-gost), whose names,
    /// serial numbers and keys the lists and answers among the seeds are about.
    ///
    /// Certificates and keys are made anew for each input: a key that lives as long as the process
    /// would be reported as a leak at its end.
    static func authority() -> Certificate { certificate(authorityText) }
    static func holder() -> Certificate { certificate(holderText) }

    private static func certificate(_ text: String) -> Certificate {
        guard let bytes = [UInt8](base64: text), let found = try? Certificate(der: bytes) else {
            preconditionFailure("a certificate of the vectors is not read")
        }
        return found
    }

    /// The keys of RFC 7515 appendices A.2 and A.3 and of RFC 8037 appendix A.1.
    static func tokenKeys() -> [(kid: String, key: PublicKey)] {
        let keys: [(String, JSON)] = [
            (
                "a",
                [
                    "kty": "EC", "crv": "P-256",
                    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                ]
            ),
            ("b", ["kty": "RSA", "e": "AQAB", "n": .string(modulus)]),
            (
                "c",
                [
                    "kty": "OKP", "crv": "Ed25519",
                    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                ]
            ),
        ]
        return keys.map { name, jwk in
            guard let key = try? PublicKey(jwk: jwk) else {
                preconditionFailure("a key of the RFCs is not read")
            }
            return (name, key)
        }
    }

    private static let modulus = """
        ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0B\
        m4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5\
        z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7\
        aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ
        """
    private static let authorityText = """
        MIID/TCCA2WgAwIBAgIUetJLG6OgyWH+HKhQPmqiu0UNuKMwDgYKKoMOAwoBAQIDAgUAMF8xUDBOBgNVBAMMR9Cd0J\
        XQk9CG0JfQk9CGINCa0KPTmNCb0JDQndCU0KvQoNCj0KjQqyDQntCg0KLQkNCb0KvSmiAoR09TVCkgVEVTVCAyMDIy\
        MQswCQYDVQQGEwJLWjAeFw0yMjA3MDcwOTU1MjNaFw0zMjA3MDQwOTU1MjNaMF0xTjBMBgNVBAMMRdKw0JvQotCi0K\
        vSmiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg0J7QoNCi0JDQm9Cr0pogKEdPU1QpIFRFU1QgMjAyMjELMAkGA1UE\
        BhMCS1owgawwIwYJKoMOAwoBAQICMBYGCiqDDgMKAQECAgEGCCqDDgMKAQMDA4GEAASBgLg6ffxI/sxPLaDh3hLsK8\
        f9P7PMFjc56V21F+SDFKNkURgSXG93YnmPUuKv6NqP8flHGTFV+gpGiM4p3XPRbdE3sg0hQ8SaoHXR2h6hofM3Oycg\
        AFJHIBHDsrM5McqfgkuVVgnP/FnUkzmEG3/sC0Z9c7Ux27UsnudfeVvVEBhro4IBpzCCAaMwDwYDVR0TAQH/BAUwAw\
        EB/zAOBgNVHQ8BAf8EBAMCAQYwOgYDVR0fBDMwMTAvoC2gK4YpaHR0cDovL2NybC5yb290Lmdvdi5rei9nb3N0X3Rl\
        c3RfMjAyMi5jcmwwHQYDVR0OBBYEFPrSSxujoMlh/hyoUD5qortFDbijMIGcBgNVHSMEgZQwgZGAFKfTq3eQNy5baY\
        Fw3eYMzKOLw6SyoWOkYTBfMVAwTgYDVQQDDEfQndCV0JPQhtCX0JPQhiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg\
        0J7QoNCi0JDQm9Cr0pogKEdPU1QpIFRFU1QgMjAyMjELMAkGA1UEBhMCS1qCFCfTq3eQNy5baYFw3eYMzKOLw6SyME\
        sGCCsGAQUFBwEBBD8wPTA7BggrBgEFBQcwAoYvaHR0cDovL3Jvb3QuZ292Lmt6L2NlcnQvcm9vdF90ZXN0X2dvc3Rf\
        MjAyMi5jZXIwOQYDVR0gBDIwMDAuBgYqgw4DAwIwJDAiBggrBgEFBQcCARYWIGh0dHA6Ly9wa2kuZ292Lmt6L2Nwcz\
        AOBgoqgw4DCgEBAgMCBQADgYEAF1XLtw6Fcdzrl33J2DaP125p+nQviyEddDJxb0mUlxbWUTAZlKsAqphfN/SxEd2w\
        0pJL39hTysG0rAC6Lp5bdMdmsclPZqdn22SqiCluNXUpTj84jh8hdT9QVB6Ll4yYlBf9WlZUFqzWF6oR151h1xL1D1\
        wcq8c2SQpMUZFOKHU=
        """
    private static let holderText = """
        MIIENjCCA56gAwIBAgIUbEJWWb0vxtxYe4ca7eGFdyfPhFEwDgYKKoMOAwoBAQIDAgUAMF0xTjBMBgNVBAMMRdKw0J\
        vQotCi0KvSmiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg0J7QoNCi0JDQm9Cr0pogKEdPU1QpIFRFU1QgMjAyMjEL\
        MAkGA1UEBhMCS1owHhcNMjYwNTA4MDY0NTEzWhcNMjcwNTA4MDY0NTEzWjB5MR4wHAYDVQQDDBXQotCV0KHQotCe0J\
        Ig0KLQldCh0KIxFTATBgNVBAQMDNCi0JXQodCi0J7QkjEYMBYGA1UEBRMPSUlOMTIzNDU2Nzg5MDExMQswCQYDVQQG\
        EwJLWjEZMBcGA1UEKgwQ0KLQldCh0KLQntCS0JjQpzCBrDAjBgkqgw4DCgEBAgIwFgYKKoMOAwoBAQICAQYIKoMOAw\
        oBAwMDgYQABIGAZ9xjYDfO8bEinq5EZrBiPZ6xpl3kHBsEFrIJLkhgcATfggNbNgz8uHdUK6Nu8W1X4JAffAOfSoWU\
        2mPCfreLl7Hq4qo4ATijkjG2bfKV8cUrtvXJItmMS6PQvZpTUZ8vGeljXoyp1ym2UheIlNBIPDXLPFbWSqpij3aPag\
        eienejggHGMIIBwjA4BgNVHSAEMTAvMC0GBiqDDgMDAjAjMCEGCCsGAQUFBwIBFhVodHRwOi8vcGtpLmdvdi5rei9j\
        cHMwdwYIKwYBBQUHAQEEazBpMCgGCCsGAQUFBzABhhxodHRwOi8vdGVzdC5wa2kuZ292Lmt6L29jc3AvMD0GCCsGAQ\
        UFBzAChjFodHRwOi8vdGVzdC5wa2kuZ292Lmt6L2NlcnQvbmNhX2dvc3QyMDIyX3Rlc3QuY2VyMEEGA1UdHwQ6MDgw\
        NqA0oDKGMGh0dHA6Ly90ZXN0LnBraS5nb3Yua3ovY3JsL25jYV9nb3N0MjAyMl90ZXN0LmNybDBDBgNVHS4EPDA6MD\
        igNqA0hjJodHRwOi8vdGVzdC5wa2kuZ292Lmt6L2NybC9uY2FfZ29zdDIwMjJfZF90ZXN0LmNybDAdBgNVHSUEFjAU\
        BggrBgEFBQcDBAYIKoMOAwMEAQEwDgYDVR0PAQH/BAQDAgPIMB0GA1UdDgQWBBTsQlZZvS/G3Fh7hxrt4YV3J8+EUT\
        AfBgNVHSMEGDAWgBT60ksbo6DJYf4cqFA+aqK7RQ24ozAWBgYqgw4DAwUEDDAKBggqgw4DAwUBATAOBgoqgw4DCgEB\
        AgMCBQADgYEAX5+2o6l0LZmU68zHJuPWd4V3uFEqEyslAK5W3I21aGeZ8tH0D2gXrU6lGACMToFVg5CJ+mTeaDJE8w\
        BTyt+9Xe7+6NHdrOJdWBh/O9clJiftp3k6L0yj1qZIqMgAiS7u3I3Nt4ZXyWojIknaU962U4b9MJh4g1I+kdnoeGIj\
        sbY=
        """
}
