import Foundation
import Site

/// A line of access.log, as far as it is counted. A log has millions of them: `LoggedRequest` takes twenty times as long.
struct CountedRequest {
    /// What nginx's `$upstream_cache_status` can be.
    enum Cache: String, CaseIterable {
        case hit = "HIT", stale = "STALE", updating = "UPDATING", revalidated = "REVALIDATED"
        case miss = "MISS", expired = "EXPIRED", bypass = "BYPASS"

        /// Whether nginx had the answer at hand.
        var isHit: Bool { [.hit, .stale, .updating, .revalidated].contains(self) }
    }

    /// As it stands there: `2026-11-23T04:37:53+00:00`.
    private(set) var time = UnsafeRawBufferPointer(start: nil, count: 0)
    private(set) var status = 0
    private(set) var bytes = 0
    private(set) var milliseconds = 0
    /// The program; empty for what nginx answers by itself.
    private(set) var route = ""
    /// nil for what is not kept.
    private(set) var cache: Cache?

    /// - Parameter line: lent for as long as the value is used.
    /// - Returns: nil for what is no line of `nginx/log.conf`.
    init?(_ line: UnsafeRawBufferPointer) {
        var index = 0
        func skip(_ byte: UInt8) -> Bool {
            guard index < line.count, line[index] == byte else { return false }
            index += 1
            return true
        }
        /// What stands in quotes, with its escapes.
        func quoted() -> UnsafeRawBufferPointer? {
            guard skip(UInt8(ascii: "\"")) else { return nil }
            let start = index
            while index < line.count, line[index] != UInt8(ascii: "\"") { index += line[index] == UInt8(ascii: "\\") ? 2 : 1 }
            guard index < line.count else { return nil }
            index += 1
            return UnsafeRawBufferPointer(rebasing: line[start..<index - 1])
        }
        guard skip(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let name = quoted(), skip(UInt8(ascii: ":")), index < line.count else { return nil }
            let value: UnsafeRawBufferPointer
            if line[index] == UInt8(ascii: "\"") {
                guard let text = quoted() else { return nil }
                value = text
            } else {
                let start = index
                while index < line.count, line[index] != UInt8(ascii: ","), line[index] != UInt8(ascii: "}") { index += 1 }
                value = UnsafeRawBufferPointer(rebasing: line[start..<index])
            }
            take(value, of: name)
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")), index == line.count, time.count >= 20, 100...999 ~= status else { return nil }
    }

    private mutating func take(_ value: UnsafeRawBufferPointer, of name: UnsafeRawBufferPointer) {
        if name.elementsEqual("time".utf8) {
            time = value
        } else if name.elementsEqual("status".utf8) {
            status = Self.number(value)
        } else if name.elementsEqual("bytes".utf8) {
            bytes = Self.number(value)
        } else if name.elementsEqual("seconds".utf8) {
            milliseconds = Self.number(value)
        } else if name.elementsEqual("route".utf8) {
            route = String(decoding: value, as: UTF8.self)
        } else if name.elementsEqual("cache".utf8), !value.isEmpty {
            cache = Cache.allCases.first { value.elementsEqual($0.rawValue.utf8) }
        }
    }

    /// The digits; nginx writes times with three places after the point.
    private static func number(_ text: UnsafeRawBufferPointer) -> Int {
        var number = 0
        for byte in text where 0x30...0x39 ~= byte && number < 1 << 50 { number = number * 10 + Int(byte - 0x30) }
        return number
    }
}
