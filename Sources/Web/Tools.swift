/// The programs that a route starts: it can start no others.
public struct Tools: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// `vipsheader` and `vipsthumbnail`, which make an uploaded picture's forms.
    public static let vips = Tools(rawValue: 1)
    /// `qrencode`, which makes the square that phones read.
    public static let qrencode = Tools(rawValue: 2)

    var names: [String] {
        (contains(.vips) ? ["vipsheader", "vipsthumbnail"] : []) + (contains(.qrencode) ? ["qrencode"] : [])
    }
}
