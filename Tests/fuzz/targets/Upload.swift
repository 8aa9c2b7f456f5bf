@testable import Site

/// A file that somebody uploads. What is kept of a WebP picture is one that is kept whole.
func fuzzUpload(_ bytes: [UInt8]) {
    let kind = FileKind(bytes)
    guard let picture = WebP(bytes) else { return }
    holds(kind == .webp, "what is a WebP picture is told by its first bytes")
    holds(picture.bytes.count <= bytes.count, "nothing is added to it")
    guard let again = WebP(picture.bytes) else { fatalError("What is kept of a picture is none.") }
    holds(again.bytes == picture.bytes && again.width == picture.width && again.height == picture.height, "it is kept whole")
}
