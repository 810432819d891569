import Kernel

/// A field for one line of text, or several.
package struct TextField: Component {
    /// What is typed: it decides the keyboard, the width and what the browser may fill in.
    package enum Content: Sendable {
        /// Any text.
        case text
        /// An individual or business identification number.
        case identificationNumber
        /// A telephone number.
        case phone
        /// A one-time password that came by SMS.
        case oneTimePassword
        /// The six characters of an opened document.
        case shortCode
        /// A day as `YYYY-MM-DD`.
        case day
        /// Several lines.
        case lines(Int)
    }

    let frame: FieldFrame
    let value: String
    let content: Content

    /// A field; `value` is what the person typed before.
    package init(
        _ language: Language, name: String, label: String, hint: String? = nil,
        value: String = "", fault: String? = nil, content: Content = .text,
        isOptional: Bool = false
    ) {
        self.frame = FieldFrame(
            language: language, name: name, label: label, hint: hint, fault: fault,
            isOptional: isOptional)
        self.value = value
        self.content = content
    }

    package var html: HTML {
        frame.html {
            if case .lines(let count) = content {
                tag(.textarea, [.class("input"), .rows(count)] + common) { value }
            } else {
                tag(.input, attributes + common + [.value(value)])
            }
        }
    }

    private var common: [Attribute?] {
        [.id(frame.id), .name(frame.name), frame.isOptional ? nil : .required] + frame.attributes
    }

    private var attributes: [Attribute?] {
        switch content {
        case .text, .lines: [.class("input"), .type("text")]
        case .identificationNumber:
            [
                .class("input digits"), .type("text"), .inputmode("numeric"), .maxlength(12),
                .autocomplete("off"), .noSpellcheck,
            ]
        case .phone:
            [.class("input digits"), .type("tel"), .autocomplete("tel"), .maxlength(24)]
        case .oneTimePassword:
            [
                .class("input code"), .type("text"), .inputmode("numeric"), .maxlength(8),
                .autocomplete("one-time-code"), .noSpellcheck,
            ]
        case .shortCode:
            [
                .class("input code"), .type("text"), .maxlength(7), .autocomplete("off"),
                .noSpellcheck, .noCapitals,
            ]
        case .day: [.class("input digits"), .type("date")]
        }
    }
}

/// A field that takes a file.
package struct FileField: Component {
    /// The kinds of files.
    package enum Accept: Sendable {
        /// Pictures that ``QRReader`` reads; a phone offers its camera.
        case pictures
        /// PDF, PNG and JPEG.
        case documents
        /// NDJSON and CSV.
        case lists
        /// Electronic signatures.
        case signatures
        /// Any file.
        case anything
    }

    let frame: FieldFrame
    let accept: Accept

    /// A field for a file.
    package init(
        _ language: Language, name: String, label: String, hint: String? = nil,
        fault: String? = nil, accept: Accept
    ) {
        self.frame = FieldFrame(
            language: language, name: name, label: label, hint: hint, fault: fault,
            isOptional: false)
        self.accept = accept
    }

    package var html: HTML {
        let kinds: Attribute? =
            switch accept {
            case .pictures: .accept("image/png,image/jpeg,image/webp")
            case .documents: .accept("application/pdf,image/png,image/jpeg")
            case .lists: .accept(".ndjson,.csv,application/x-ndjson,text/csv")
            case .signatures: .accept(".cms,.p7s,.p7m,.sig,.pem,.der,.txt,.xml,.pdf")
            case .anything: nil
            }
        return frame.html {
            tag(
                .input,
                [.class("file"), .type("file"), .id(frame.id), .name(frame.name), kinds]
                    + frame.attributes)
        }
    }
}

/// One of a few values from a list.
package struct SelectField: Component {
    let frame: FieldFrame
    let options: [(value: String, text: String)]
    let chosen: String?

    /// A list to choose from.
    package init(
        _ language: Language, name: String, label: String, hint: String? = nil,
        fault: String? = nil, options: [(value: String, text: String)], chosen: String? = nil
    ) {
        self.frame = FieldFrame(
            language: language, name: name, label: label, hint: hint, fault: fault,
            isOptional: false)
        self.options = options
        self.chosen = chosen
    }

    package var html: HTML {
        frame.html {
            tag(.select, [.class("input"), .id(frame.id), .name(frame.name)] + frame.attributes) {
                for option in options {
                    tag(.option, .value(option.value), option.value == chosen ? .selected : nil) {
                        option.text
                    }
                }
            }
        }
    }
}

/// Choices under each other: one of them, or any number.
package struct ChoiceField: Component {
    /// One choice.
    package struct Choice: Sendable {
        let value: String
        let text: String
        let hint: String?

        /// A choice.
        package init(_ value: String, _ text: String, hint: String? = nil) {
            self.value = value
            self.text = text
            self.hint = hint
        }
    }

    let frame: FieldFrame
    let choices: [Choice]
    let chosen: Set<String>
    let takesSeveral: Bool

    /// Choices; all are sent under the field's name.
    package init(
        _ language: Language, name: String, label: String, hint: String? = nil,
        fault: String? = nil, choices: [Choice], chosen: Set<String> = [],
        takesSeveral: Bool = false
    ) {
        self.frame = FieldFrame(
            language: language, name: name, label: label, hint: hint, fault: fault,
            isOptional: false)
        self.choices = choices
        self.chosen = chosen
        self.takesSeveral = takesSeveral
    }

    package var html: HTML {
        tag(
            .fieldset,
            [.class(frame.fault == nil ? "field" : "field wrong")] + frame.attributes.prefix(1)
        ) {
            tag(.legend) { frame.label }
            frame.notes
            tag(.div, .class("choices")) {
                for (index, choice) in choices.enumerated() { row(choice, index) }
            }
        }
    }

    /// The first choice has the field's own id, so that the error summary finds it.
    private func row(_ choice: Choice, _ index: Int) -> HTML {
        let id = index == 0 ? frame.id : "\(frame.id)-\(index)"
        return tag(.div, .class("choice")) {
            tag(
                .input, .type(takesSeveral ? "checkbox" : "radio"), .id(id), .name(frame.name),
                .value(choice.value), chosen.contains(choice.value) ? .checked : nil,
                choice.hint == nil ? nil : .aria("describedby", id + "-more"))
            tag(.label, .for(id)) {
                choice.text
                if let hint = choice.hint {
                    tag(.span, .class("hint"), .id(id + "-more")) { hint }
                }
            }
        }
    }
}
