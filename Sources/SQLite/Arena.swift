import CSQLite

#if canImport(Glibc)
import Glibc
#endif

/// Where SQLite's memory comes from: pieces cut from large blocks, given back to a list of their size.
///
/// A program that answers one request asks for memory some 700 times to read its schema, each time for the
/// first time, where the C library's allocator is at its slowest. https://sqlite.org/malloc.html#_alternative_low_level_memory_allocators
enum Arena {
    /// Bytes of a block that pieces are cut from.
    private static let blockSize = 128 * 1024
    /// Bytes before each piece that hold its size, so that pieces stay aligned to 8.
    private static let headerSize = 8
    /// Pieces larger than this come from the C library.
    private static let largestPiece = 1_024 - 8

    // SQLite calls these from the one thread that a program has.
    nonisolated(unsafe) private static var next = UnsafeMutableRawPointer(bitPattern: 8)
    nonisolated(unsafe) private static var left = 0
    /// The first free piece of each size, in steps of 16 bytes; a free piece holds the address of the next.
    nonisolated(unsafe) private static let free: UnsafeMutablePointer<UnsafeMutableRawPointer?> = {
        let lists = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 65)
        lists.initialize(repeating: nil, count: 65)
        return lists
    }()

    /// Makes SQLite take its memory here. Before the first connection; later it does nothing.
    static func install() {
        var methods = sqlite3_mem_methods(
            xMalloc: { Arena.allocate(Int($0)) },
            xFree: { Arena.release($0) },
            xRealloc: { Arena.resize($0, to: Int($1)) },
            xSize: { $0.map { Int32(Arena.size(of: $0)) } ?? 0 },
            xRoundup: { Int32(Arena.rounded(Int($0))) },
            xInit: { _ in SQLITE_OK },
            xShutdown: { _ in },
            pAppData: nil)
        sqlite3_config_malloc(&methods)
    }

    /// The size that a piece of at least `size` bytes has: with its header a multiple of 16.
    private static func rounded(_ size: Int) -> Int {
        (size + headerSize + 15) & ~15 - headerSize
    }

    private static func size(of piece: UnsafeMutableRawPointer) -> Int {
        (piece - headerSize).load(as: Int.self)
    }

    private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
        let size = rounded(size)
        guard size <= largestPiece else { return piece(at: malloc(size + headerSize), size) }
        let list = (size + headerSize) >> 4
        if let piece = free[list] {
            free[list] = piece.load(as: UnsafeMutableRawPointer?.self)
            return piece
        }
        if left < size + headerSize {
            next = malloc(blockSize)
            left = next == nil ? 0 : blockSize
        }
        guard let start = next, left > 0 else { return nil }
        next = start + (size + headerSize)
        left -= size + headerSize
        return piece(at: start, size)
    }

    private static func piece(at start: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
        guard let start else { return nil }
        start.storeBytes(of: size, as: Int.self)
        return start + headerSize
    }

    private static func release(_ piece: UnsafeMutableRawPointer?) {
        guard let piece else { return }
        let size = size(of: piece)
        guard size <= largestPiece else { return Glibc.free(piece - headerSize) }
        let list = (size + headerSize) >> 4
        piece.storeBytes(of: free[list], as: UnsafeMutableRawPointer?.self)
        free[list] = piece
    }

    private static func resize(_ piece: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer? {
        guard let piece else { return allocate(size) }
        let old = self.size(of: piece)
        if old > largestPiece && rounded(size) > largestPiece {
            return self.piece(at: realloc(piece - headerSize, rounded(size) + headerSize), rounded(size))
        }
        if rounded(size) <= old { return piece }
        guard let new = allocate(size) else { return nil }
        memcpy(new, piece, old)
        release(piece)
        return new
    }
}
