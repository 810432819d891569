import Kernel
import Rendering

/// A text of the installation to everyone, in sections; its source is in `docs/`.
struct NoticeText {
    /// A paragraph, mostly with a heading.
    struct Section {
        let title: LocalizedText?
        let text: LocalizedText
    }

    let title: LocalizedText
    let sections: [Section]

    func html(in language: Language) -> HTML {
        .fragment(
            sections.map { section in
                tag(.div, .class("stack-small")) {
                    if let title = section.title { Heading(2, title[language]) }
                    Paragraph(section.text[language])
                }
            })
    }
}
