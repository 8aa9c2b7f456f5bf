import HTML
import Site

extension HTML {
    /// A day as people read it, and the moment as programs do: `<time datetime="…">15 July 2014</time>`.
    static func day(_ seconds: Int) -> HTML {
        let time = CivilTime(seconds)
        return "<time datetime=\"\(.moment(time))\">\(time.day) \(.month(time.month)) \(time.year)</time>"
    }

    /// As `day`, with hours and minutes.
    static func minute(_ seconds: Int) -> HTML {
        let time = CivilTime(seconds)
        return """
            <time datetime="\(.moment(time))">\(time.day) \(.month(time.month)) \(time.year), \
            \(.two(time.hour)):\(.two(time.minute))</time>
            """
    }

    /// RFC 3339, in UTC: `2014-07-15T14:41:00Z`.
    static func moment(_ time: CivilTime) -> HTML {
        """
        \(.four(time.year))-\(.two(time.month))-\(.two(time.day))T\
        \(.two(time.hour)):\(.two(time.minute)):\(.two(time.second))Z
        """
    }

    static func month(_ month: Int) -> HTML {
        switch month {
        case 1: "January"
        case 2: "February"
        case 3: "March"
        case 4: "April"
        case 5: "May"
        case 6: "June"
        case 7: "July"
        case 8: "August"
        case 9: "September"
        case 10: "October"
        case 11: "November"
        default: "December"
        }
    }

    /// At least two digits.
    static func two(_ number: Int) -> HTML {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static func four(_ number: Int) -> HTML {
        number < 1_000 ? "0\(number < 100 ? "0" : "")\(.two(number))" : "\(number)"
    }

    /// `1 comment`, `2 comments`.
    static func count(_ number: Int, _ one: HTML, _ many: HTML) -> HTML {
        "\(number) \(number == 1 ? one : many)"
    }
}
