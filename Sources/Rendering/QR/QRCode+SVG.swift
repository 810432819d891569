extension QRCode {
    /// A drawing for a page: dark on white with the quiet zone, one path, read out as `label`.
    package func svg(label: String) -> HTML { drawing(label: label, isFile: false) }

    /// The same drawing as a file, `image/svg+xml`.
    package func svgFile(label: String) -> [UInt8] { drawing(label: label, isFile: true).bytes }

    private func drawing(label: String, isFile: Bool) -> HTML {
        let side = width + 2 * QRCode.quietZone
        return tag(
            .svg, isFile ? .svgNamespace : nil, .class("qr"), .viewBox("0 0 \(side) \(side)"),
            .role("img"), .aria("label", label), .crispEdges
        ) {
            tag(.rect, .width(side), .height(side), .fill("#fff"))
            tag(.path, .d(path), .fill("#000"))
        }
    }

    /// One horizontal bar for every run of dark modules.
    private var path: String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, modules[row * width + column] { column += 1 }
                if column > start {
                    path += "M\(start + QRCode.quietZone) \(row + QRCode.quietZone)"
                    path += "h\(column - start)v1h-\(column - start)z"
                } else {
                    column += 1
                }
            }
        }
        return path
    }
}
