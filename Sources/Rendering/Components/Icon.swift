/// A small line drawing of 24 by 24; always beside a word, so it is hidden from screen readers.
package enum Icon: Sendable, CaseIterable {
    case check, cross, clock, info, warning, eye, document, key, arrowLeft, camera, download
    case message, shield

    /// The drawing.
    package var html: HTML {
        tag(.svg, .class("icon"), .viewBox("0 0 24 24"), .aria("hidden", "true")) {
            tag(.path, .d(path))
        }
    }

    private var path: String {
        switch self {
        case .check: "M5 12.5l4.5 4.5L19 7.5"
        case .cross: "M6 6l12 12M18 6L6 18"
        case .clock: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.5V12l3 2"
        case .info: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 11v5M12 7.8v.01"
        case .warning: "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.01"
        case .eye:
            "M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5"
                + "S5 16.5 2.5 12M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6"
        case .document: "M6 3h8.5L19 7.5V21H6zM14 3v5h5M9 12.5h6.5M9 16.5h6.5"
        case .key: "M8 11a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M11.2 12.3L20 3.5M16.5 7l3 3"
        case .arrowLeft: "M19 12H5M11 6l-6 6l6 6"
        case .camera:
            "M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7"
        case .download: "M12 4v11M7.5 11l4.5 4.5l4.5-4.5M5 20h14"
        case .message: "M4 5h16v11H10l-4.5 4V16H4z"
        case .shield:
            "M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5c-4.5-1.7-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5l4.5-5"
        }
    }
}

/// The service's mark: the shanyrak, the crown of a yurt, seen from below.
enum Mark {
    static let html = tag(.svg, .class("mark"), .viewBox("0 0 32 32"), .aria("hidden", "true")) {
        tag(.path, .d("M16 2.5a13.5 13.5 0 1 0 0 27a13.5 13.5 0 1 0 0-27"))
        tag(.path, .d("M16 6.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19"))
        // Three bars bent one way, three the other, as the crown's poles cross.
        tag(.path, .d("M7.3 12.5Q16 7 24.7 12.5M6.5 16Q16 11.5 25.5 16M7.3 19.5Q16 15.5 24.7 19.5"))
        tag(.path, .d("M12.5 7.3Q9 16 12.5 24.7M16 6.5Q13.5 16 16 25.5M19.5 7.3Q18 16 19.5 24.7"))
    }
}
