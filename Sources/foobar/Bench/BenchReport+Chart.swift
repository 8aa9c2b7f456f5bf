import Foundation

extension BenchReport {
    /// Bars of each goal in SVG, as long as what was found is of the goal; the line is the goal.
    var chart: String {
        let row = 44
        let (left, width) = (20, 680)
        let line = left + width * 2 / 3
        let height = goals.count * row + 76
        let bars = goals.enumerated().map { index, goal in
            let top = 56 + index * row
            let part = min(goal.goal > 0 && goal.value.isFinite ? goal.value / goal.goal : 1.5, 1.5)
            let value = "\(number(goal.value, 2)), goal \(goal.isLeast ? "at least" : "at most") \(number(goal.goal, 2))"
            return """
                <text x="\(left)" y="\(top)">\(Self.escaped(goal.name))</text>
                <text x="\(left + width)" y="\(top)" text-anchor="end" class="\(goal.isReached ? "value" : "missed")">\(value)</text>
                <rect x="\(left)" y="\(top + 7)" width="\(Int(part * Double(line - left)))" height="12" rx="2"\
                 class="\(goal.isReached ? "bar" : "bar short")"/>

                """
        }.joined()
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width + 2 * left) \(height)" role="img" aria-labelledby="title">
            <title id="title">What was measured, and what is wanted</title>
            <style>
            svg { font: 14px system-ui, sans-serif; background: #fff; color: #1d1d1b }
            text { fill: currentColor }
            .value, .note { fill: #6a6a65 }
            .missed { fill: #a3341f; font-weight: 600 }
            .bar { fill: #2f6f5e }
            .short { fill: #c8553d }
            .goal { stroke: currentColor; stroke-dasharray: 3 4 }
            @media (prefers-color-scheme: dark) {
            svg { background: #161615; color: #e9e8e3 }
            .value, .note { fill: #a3a29b }
            .missed { fill: #f0937c }
            .bar { fill: #64b39d }
            .short { fill: #e07a5f }
            }
            </style>
            <text x="\(left)" y="24" class="note">\(cores) cores, \(connections) connections, \(rounds) rounds of \(seconds) s</text>
            <text x="\(line)" y="24" text-anchor="middle" class="note">the goal</text>
            \(bars)<path d="M\(line) 30V\(height - 14)" class="goal"/>
            </svg>

            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
