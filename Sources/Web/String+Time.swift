import HTML
import Site

extension String {
    /// RFC 3339, in UTC.
    public static func moment(_ seconds: Int) -> String {
        let moment: HTML = "\(moment: CivilTime(seconds))"
        return String(decoding: moment.bytes, as: UTF8.self)
    }
}
