import Kernel

/// Boxes below each other with arrows between them, wide as a phone; the same in words stands beside
/// it, for the drawing is one picture to a screen reader.
package struct FlowDiagram: Component {
    /// What a box is.
    package enum Kind: Sendable {
        /// A step; one that is not always taken.
        case step, perhaps
        /// An end, good or bad for whoever waits for it.
        case good, bad
    }

    /// A way out of a box.
    package struct Way: Sendable {
        let text: String
        let to: [Int]

        /// A way with its words, and the places of the boxes that it can lead to.
        package init(_ text: String, to targets: [Int]) {
            self.text = text
            to = targets
        }
    }

    /// A box.
    package struct Box: Sendable {
        let kind: Kind
        let title: String
        let notes: [String]
        let ways: [Way]

        /// A box with a title, soft lines below it, and the ways out.
        package init(_ kind: Kind, _ title: String, notes: [String] = [], ways: [Way] = []) {
            self.kind = kind
            self.title = title
            self.notes = notes
            self.ways = ways
        }
    }

    let label: String
    let boxes: [Box]

    /// A diagram; `label` says in words what it shows.
    package init(label: String, boxes: [Box]) {
        self.label = label
        self.boxes = boxes
    }

    package var html: HTML {
        let drawing = FlowDrawing(boxes)
        return tag(.div, .class("flow")) {
            tag(
                .svg, .viewBox("0 0 \(FlowDrawing.width) \(drawing.height)"), .role("img"),
                .aria("label", label)
            ) {
                for line in drawing.lines { tag(.path, .class("flow-line"), .d(line)) }
                for head in drawing.heads { tag(.path, .class("flow-head"), .d(head)) }
                for (box, place) in zip(boxes, drawing.places) {
                    tag(
                        .rect, .class(Self.style(box.kind)), .x(FlowDrawing.left), .y(place.top),
                        .width(FlowDrawing.boxWidth), .height(place.height), .rx(8))
                    for text in place.texts {
                        tag(
                            .text, .class(text.style), .x(FlowDrawing.left + 12), .y(text.baseline)
                        ) { text.words }
                    }
                }
            }
        }
    }

    private static func style(_ kind: Kind) -> String {
        switch kind {
        case .step: "flow-box"
        case .perhaps: "flow-box flow-perhaps"
        case .good: "flow-box flow-good"
        case .bad: "flow-box flow-bad"
        }
    }
}

/// Where everything of a diagram stands.
struct FlowDrawing {
    /// A line of text.
    struct Text {
        let words: String
        let style: String
        let baseline: Int
    }

    /// A box with its lines of text, and where each of its ways leaves it.
    struct Place {
        let top: Int
        let height: Int
        let texts: [Text]
        let exits: [Int]
    }

    /// The units of the drawing are pixels of a phone 360 wide.
    static let width = 360
    static let left = 4
    static let boxWidth = 288
    private static let lineHeight = 18
    private static let gap = 26
    /// The most characters of a line: a letter of 13 pixels is some 7 wide.
    static let charactersMax = 36
    /// How far apart the lanes on the right are.
    private static let laneWidth = 9

    private(set) var places: [Place] = []
    private(set) var lines: [String] = []
    private(set) var heads: [String] = []
    private(set) var height = 0

    init(_ boxes: [FlowDiagram.Box]) {
        var top = 4
        for box in boxes {
            let place = Self.place(box, top: top)
            places.append(place)
            top += place.height + Self.gap
        }
        height = top - Self.gap + 4
        draw(boxes)
    }

    private static func place(_ box: FlowDiagram.Box, top: Int) -> Place {
        var texts: [Text] = []
        var exits: [Int] = []
        var baseline = top + 21
        func add(_ words: String, _ style: String) {
            for line in wrapped(words) {
                texts.append(Text(words: line, style: style, baseline: baseline))
                baseline += lineHeight
            }
        }
        add(box.title, "flow-title")
        for note in box.notes { add(note, "flow-soft") }
        for way in box.ways {
            baseline += 4
            exits.append(baseline - 5)
            add("→ " + way.text, "flow-way")
        }
        return Place(
            top: top, height: baseline - top - lineHeight + 12, texts: texts, exits: exits)
    }

    /// The words in lines; a word that is longer than a line is cut.
    static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var rest = word[...]
            while rest.count > charactersMax {
                if !line.isEmpty { lines.append(line) }
                line = ""
                lines.append(String(rest.prefix(charactersMax)))
                rest = rest.dropFirst(charactersMax)
            }
            if line.isEmpty {
                line = String(rest)
            } else if line.count + 1 + rest.count <= charactersMax {
                line += " " + rest
            } else {
                lines.append(line)
                line = String(rest)
            }
        }
        return lines + (line.isEmpty ? [] : [line])
    }

    /// Lines to one box share a lane; to the next box below, the lane nearest.
    private mutating func draw(_ boxes: [FlowDiagram.Box]) {
        let targets = Set(boxes.flatMap { $0.ways.flatMap(\.to) }).sorted()
        let right = Self.left + Self.boxWidth
        let lanes = (Self.width - right - 6) / Self.laneWidth
        for (rank, target) in targets.enumerated() where places.indices.contains(target) {
            let lane = right + 10 + (rank % max(1, lanes)) * Self.laneWidth
            let entry = places[target].top + 16
            for (source, box) in boxes.enumerated() {
                for (way, exit) in zip(box.ways, places[source].exits)
                where way.to.contains(target) {
                    lines.append("M\(right) \(exit)H\(lane)V\(entry)H\(right + 5)")
                }
            }
            heads.append("M\(right) \(entry)l7 -4v8z")
        }
    }
}
