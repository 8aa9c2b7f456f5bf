import SQLite
import Testing

@Suite struct ColumnTests {
    let scratch: Scratch
    let database: Database

    init() throws {
        scratch = try Scratch()
        database = try Database(scratch.file(), for: .creating)
    }

    @Test(arguments: [0, 1, -1, 1 << 40, Int.max, Int.min])
    func integersComeBackAsTheyWere(_ number: Int) throws {
        #expect(try database.first("SELECT ?", number) { $0.int(0) } == number)
        #expect(try database.first("SELECT ?", Optional(number)) { $0.optionalInt(0) } == .some(number))
    }

    @Test(arguments: ["", "a", "it's \"quoted\"", "é😀日本", "a\0b", String(repeating: "long ", count: 100_000)])
    func textComesBackAsItWas(_ text: String) throws {
        #expect(try database.first("SELECT ?", text) { $0.string(0) } == text)
        #expect(try database.first("SELECT ?", text) { $0.blob(0) } == Array(text.utf8))
        #expect(try database.first("SELECT typeof(?)", text) { $0.string(0) } == "text")
    }

    @Test(arguments: [[], [0], [255, 0, 128, 10], [UInt8](repeating: 7, count: 500_000)])
    func bytesComeBackAsTheyWere(_ bytes: [UInt8]) throws {
        #expect(try database.first("SELECT ?", bytes) { $0.blob(0) } == bytes)
        #expect(try database.first("SELECT typeof(?)", bytes) { $0.string(0) } == "blob")
    }

    @Test func emptyIsNotNull() throws {
        try database.one("SELECT ?, ?", "", [UInt8]()) { row in
            #expect(!row.isNull(0) && !row.isNull(1))
            #expect(row.optionalString(0) == "")
            let isEmpty = row.bytes(0).isEmpty
            #expect(isEmpty)
        }
        try database.one("SELECT ?, ?", String?.none, Int?.none) { row in
            #expect(row.isNull(0) && row.isNull(1))
            #expect(row.optionalString(0) == nil && row.optionalInt(1) == nil)
        }
    }

    @Test func nullReadsAsNothing() throws {
        try database.one("SELECT NULL") { row in
            #expect(row.int(0) == 0 && row.double(0) == 0 && !row.bool(0))
            #expect(row.string(0) == "" && row.blob(0) == [])
            let isEmpty = row.bytes(0).isEmpty
            #expect(isEmpty)
        }
    }

    @Test func truthAndFractions() throws {
        #expect(try database.first("SELECT ?", true) { $0.bool(0) } == true)
        #expect(try database.first("SELECT ?", false) { $0.bool(0) } == false)
        #expect(try database.first("SELECT 0.5") { $0.double(0) } == 0.5)
    }

    @Test func columnsAreCountedFromZero() throws {
        try database.one("SELECT 'a', 'b', 'c'") { row in
            #expect(row.columnCount == 3)
            #expect(row.string(0) == "a" && row.string(2) == "c")
        }
    }

    @Test func aNumberCanBeReadAsItsDigits() throws {
        #expect(try database.first("SELECT 42") { $0.string(0) } == "42")
    }
}

extension Database {
    /// Reads a row that must be there.
    fileprivate func one<each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value, body: (Row) throws -> Void
    ) throws {
        let found: Void? = try first(sql, repeat each values, body: body)
        try #require(found != nil)
    }
}
