import Foundation
import Testing
@testable import CGI

@Suite struct BodyTests {
    @Test func isReadWhole() {
        #expect(body(of: "name=x", length: 6) == .bytes(Array("name=x".utf8)))
    }

    @Test func comesInPieces() {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        #expect(body(of: bytes, length: bytes.count, limit: 1 << 20) == .bytes(bytes))
    }

    @Test func isTakenUpToItsLimit() {
        #expect(body(of: "12345678", length: 8, limit: 8) == .bytes(Array("12345678".utf8)))
        #expect(body(of: "123456789", length: 9, limit: 8) == .tooLarge)
    }

    @Test func isReadToItsEndWhereItIsTooLarge() {
        // The writer would be killed by SIGPIPE, or wait for ever, where nobody read.
        let bytes = [UInt8](repeating: 7, count: 1_000_000)
        #expect(body(of: bytes, length: bytes.count, limit: 10) == .tooLarge)
    }

    @Test func thatEndsBeforeItsLengthIsCutShort() {
        #expect(body(of: "abc", length: 4) == .cutShort)
        #expect(body(of: "", length: 1) == .cutShort)
    }

    @Test func goesNoFurtherThanItsLength() {
        // RFC 3875, section 4.2: what follows is not of this request.
        #expect(body(of: "abcdef", length: 3) == .bytes(Array("abc".utf8)))
        #expect(body(of: "abcdef", length: 3, limit: 3) == .bytes(Array("abc".utf8)))
    }

    @Test func aLengthThatNobodyCouldSendCostsNoMemory() {
        #expect(body(of: "abc", length: .max, limit: 16) == .cutShort)
    }

    @Test func aDescriptorThatCannotBeReadIsCutShort() {
        #expect(Body(reading: -1, length: 5, limit: 10) == .cutShort)
    }

    private func body(of text: String, length: Int, limit: Int = 65_536) -> Body {
        body(of: Array(text.utf8), length: length, limit: limit)
    }

    /// What is read from a pipe that somebody else writes into.
    private func body(of bytes: [UInt8], length: Int, limit: Int) -> Body {
        let pipe = Pipe()
        let writer = Thread {
            pipe.fileHandleForWriting.write(Data(bytes))
            try? pipe.fileHandleForWriting.close()
        }
        writer.start()
        return Body(reading: pipe.fileHandleForReading.fileDescriptor, length: length, limit: limit)
    }
}
