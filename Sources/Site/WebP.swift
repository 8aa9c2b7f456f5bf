/// A WebP image without what it says of where it comes from
/// (https://developers.google.com/speed/webp/docs/riff_container).
struct WebP {
    let bytes: [UInt8]
    /// In pixels.
    let width: Int
    let height: Int

    /// Takes the chunks that hold metadata out; nil where this is no WebP file. The tool that wrote it is told to
    /// leave them out and, as of libvips 8.14, does not.
    init?(_ file: [UInt8]) {
        guard file.count >= 12, file.starts(with: "RIFF".utf8), file[8...].starts(with: "WEBP".utf8) else { return nil }
        var kept = Array(file[..<12])
        var size: (width: Int, height: Int)?
        var index = 12
        while index + 8 <= file.count {
            let name = String(decoding: file[index..<index + 4], as: UTF8.self)
            let length = Self.number(file, index + 4, bytes: 4)
            let end = index + 8 + length + length % 2
            guard end <= file.count else { return nil }
            var chunk = Array(file[index..<end])
            switch name {
            case "EXIF", "XMP ", "ICCP": break
            case "VP8X", "VP8 ", "VP8L":
                size = size ?? Self.size(name, chunk[8...])
                // The flags for a profile, Exif and XMP.
                if name == "VP8X", chunk.count > 8 { chunk[8] &= ~0x2C }
                kept += chunk
            default: kept += chunk
            }
            index = end
        }
        guard let size, size.width > 0, size.height > 0 else { return nil }
        let length = kept.count - 8
        for place in 0..<4 { kept[4 + place] = UInt8(truncatingIfNeeded: length >> (8 * place)) }
        bytes = kept
        (width, height) = size
    }

    private static func size(_ name: String, _ chunk: ArraySlice<UInt8>) -> (width: Int, height: Int)? {
        let chunk = Array(chunk)
        guard chunk.count >= 10 else { return nil }
        switch name {
        case "VP8X": return (number(chunk, 4, bytes: 3) + 1, number(chunk, 7, bytes: 3) + 1)
        case "VP8 ": return (number(chunk, 6, bytes: 2) & 0x3FFF, number(chunk, 8, bytes: 2) & 0x3FFF)
        default:
            let bits = number(chunk, 1, bytes: 4)
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        }
    }

    /// Little-endian.
    private static func number(_ bytes: [UInt8], _ index: Int, bytes count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[index + $1]) << (8 * $1) }
    }
}
