import HTML

/// A small chart over time, as SVG without a style of its own: the site's style sheet colours it by class.
///
/// Heights and places are numbers of its own grid, which is stretched to the column it stands in.
struct Chart {
    /// One value of each step, from left to right.
    struct Series {
        enum Kind { case bars, line }

        let kind: Kind
        /// Its colour: a class of the style sheet.
        let look: StaticString
        /// Negative where there is none: a line has a gap there.
        let values: [Int]
    }

    /// What it shows, in a few words, and what can be read from it.
    let title: HTML
    let words: HTML
    let series: [Series]
    /// The most that a value is; the top of the chart.
    let top: Int
    /// Steps from the left, with what stands below them.
    let marks: [(step: Int, text: HTML)]

    private static let width = 600
    private static let height = 120

    /// - Parameter id: of the figure in its page.
    func html(id: StaticString) -> HTML {
        let count = max(1, series.first?.values.count ?? 1)
        var html: HTML = """
            <svg viewBox="0 0 600 146" role="img" aria-labelledby="\(literal: id)-title \(literal: id)-words">
            <title id="\(literal: id)-title">\(title)</title>
            <desc id="\(literal: id)-words">\(words)</desc>
            <path class="axis" d="M0 120.5H600M0 60.5H600M0 .5H600"/>

            """
        for each in series {
            html += "<path class=\"\(literal: each.look)\" d=\""
            var isOn = false
            for (index, value) in each.values.enumerated() {
                // In tenths, so that a bar of the week is no broader than its place.
                let (left, right) = (index * Self.width * 10 / count, (index + 1) * Self.width * 10 / count)
                let y = Self.height * 10 - (top == 0 ? 0 : min(value, top) * Self.height * 10 / top)
                switch each.kind {
                case .bars:
                    guard value > 0 else { continue }
                    let gap = count > 60 ? 5 : 20
                    let high = min(y, Self.height * 10 - 10)
                    html += "M\(tenths: left + gap / 2) 120V\(tenths: high)H\(tenths: right - gap / 2)V120Z"
                case .line:
                    defer { isOn = value >= 0 }
                    guard value >= 0 else { continue }
                    let goesOn = index + 1 < each.values.count && each.values[index + 1] >= 0
                    if isOn || goesOn {
                        html += isOn ? "L" : "M"
                        html += "\(tenths: (left + right) / 2) \(tenths: y)"
                    } else {
                        // A lone value would be a point that nobody sees: it is as wide as its step.
                        html += "M\(tenths: left) \(tenths: y)H\(tenths: right)"
                    }
                }
            }
            html += "\"/>\n"
        }
        for (step, text) in marks {
            html += "<text x=\"\(step * Self.width / count)\" y=\"140\">\(text)</text>\n"
        }
        html += "</svg>\n"
        return html
    }
}

extension HTML.Interpolation {
    fileprivate mutating func appendInterpolation(tenths number: Int) {
        appendInterpolation(number / 10)
        guard number % 10 != 0 else { return }
        appendLiteral(".")
        appendInterpolation(number % 10)
    }
}
