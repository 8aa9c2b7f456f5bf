import Testing

@testable import Site

@Suite struct UploadTests {
    @Test(arguments: [
        ([0xFF, 0xD8, 0xFF, 0xE0], "jpeg"), (Array("GIF89a...".utf8), "gif"), (Array("%PDF-1.7".utf8), "pdf"),
        (Array("RIFF\0\0\0\0WEBPVP8 ".utf8), "webp"), (Array("\0\0\0\u{1C}ftypavif".utf8), "avif"),
        (Array("PK\u{3}\u{4}xxxx".utf8), "zip"), (Array("<svg onload=alert(1)>".utf8), "txt"),
        (Array("<?php system();".utf8), "txt"), (Array("Grüße\r\n".utf8), "txt"),
    ] as [([UInt8], String)])
    func tellsKindsByContent(_ bytes: [UInt8], _ kind: String) {
        #expect(FileKind(bytes)?.rawValue == kind)
    }

    @Test(arguments: [[], [0x7F, 0x45, 0x4C, 0x46], [0x61, 0x00], [0xC3], Array("text\u{1B}[31m".utf8)] as [[UInt8]])
    func refusesWhatItDoesNotKnow(_ bytes: [UInt8]) {
        #expect(FileKind(bytes) == nil)
    }

    @Test func readsWhatItWritesIntoNames() throws {
        let key = UploadKey.make()
        #expect(key != UploadKey.make())
        let picture = try #require(Picture(name: "\(key)-1600x900.webp"))
        #expect(picture == Picture(key: key, width: 1_600, height: 900))
        #expect(picture.forms.map(\.width) == [480, 960, 1_600])
        #expect(Picture(key: key, width: 480, height: 1).forms.map(\.width) == [480])
        for name in ["\(key)-1600x900-480.webp", "\(key)-0x9.webp", "\(key)-1x99999.webp", "a-1x1.webp", "\(key)-1x1.png", ""] {
            #expect(Picture(name: name) == nil)
        }
    }

    @Test func completesOnlyUploadedPictures() {
        let key = UploadKey.make()
        let html = #"<p>a <img src="/uploads/\#(key)-600x300.webp" alt="&lt;img src=" loading="lazy"> <img src="/other.png" alt=""></p>"#
        let out = String(decoding: PictureMarkup.completed(Array(html.utf8)), as: UTF8.self)
        #expect(out.contains(#"srcset="/uploads/\#(key)-600x300-480.webp 480w, /uploads/\#(key)-600x300.webp 600w""#))
        #expect(out.contains(#"width="600" height="300">"#))
        #expect(out.hasSuffix(#"<img src="/other.png" alt=""></p>"#))
    }

    @Test func takesMetadataOut() throws {
        func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
            Array(name.utf8) + [UInt8(bytes.count), 0, 0, 0] + bytes + (bytes.count % 2 == 1 ? [0] : [])
        }
        let file = Array("RIFF\0\0\0\0WEBP".utf8) + chunk("VP8X", [0x2C, 0, 0, 0, 99, 0, 0, 49, 0, 0])
            + chunk("ICCP", [1, 2, 3]) + chunk("VP8 ", [UInt8](repeating: 7, count: 12)) + chunk("EXIF", Array("SecretCam".utf8))
        let image = try #require(WebP(file))
        #expect(image.width == 100 && image.height == 50)
        #expect(image.bytes.count == 12 + 18 + 20 && image.bytes[4] == 42 && image.bytes[20] == 0)
        #expect(WebP(Array("RIFF\0\0\0\0WEBPVP8 \u{7F}\0\0\0".utf8)) == nil)
    }

    @Test(arguments: [
        ("2026-11-23", "14:30", 1_795_444_200), ("1970-01-02", "", 86_400), ("2024-02-29", "00:00", 1_709_164_800),
        ("2026-02-29", "", nil), ("2026-13-01", "", nil), ("2026-1-1", "", nil), ("", "10:00", nil), ("2026-01-01", "24:00", nil),
        ("-026-01-01", "", nil), ("2026-01-01", "1:00", nil),
    ] as [(String, String, Int?)])
    func readsMoments(_ date: String, _ time: String, _ seconds: Int?) {
        #expect(PublishTime(date: date, time: time).seconds == seconds)
        if let seconds { #expect(PublishTime(seconds).seconds == seconds) }
    }

    @Test func readsTags() {
        #expect(TagList.names(in: " Swift, swift ,, Größe\t!, 日本 ").map(\.name) == ["Swift", "Größe !", "日本"])
    }
}
