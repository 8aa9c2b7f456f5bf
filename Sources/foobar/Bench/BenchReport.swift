import Foundation

/// What a bench found.
struct BenchReport: Encodable {
    /// A page or file under load.
    struct Row: Encodable {
        let key: String
        let name: String
        let requestsPerSecond: Double
        /// Milliseconds, like the next.
        let p50: Double
        let p99: Double
        /// Of its rate to that of its limit.
        let ratio: Double?
        /// The key of what it can't be faster than.
        let limit: String?
    }

    /// What one request costs a program.
    struct Program: Encodable {
        let name: String
        /// As it is installed, without its symbols.
        let bytes: Int
        /// From start to exit.
        let milliseconds: Double
        let pageFaults: Int
        let instructions: Int?
    }

    /// What the project wants to reach.
    struct Goal: Encodable {
        let name: String
        let value: Double
        let goal: Double
        /// Whether it is to be reached from below.
        let isLeast: Bool
        let isReached: Bool

        init(_ name: String, _ value: Double, atLeast goal: Double) {
            (self.name, self.value, self.goal, isLeast, isReached) = (name, value, goal, true, value >= goal)
        }

        init(_ name: String, _ value: Double, atMost goal: Double) {
            (self.name, self.value, self.goal, isLeast, isReached) = (name, value, goal, false, value <= goal)
        }
    }

    let cores: Int
    let connections = 8
    let rounds: Int
    let seconds: Int
    var rows: [Row] = []
    /// Milliseconds until the first reader of a page has it, alone; and the slowest of eight.
    var alone = 0.0
    var together = 0.0
    /// Bytes, proportional set size of all processes.
    var idleMemory = 0
    var busyMemory = 0
    var programs: [Program] = []
    /// Bytes of the largest program of all routes.
    var largestProgram = 0
    var goals: [Goal] = []

    init(cores: Int, rounds: Int, seconds: Int) {
        self.cores = cores
        self.rounds = rounds
        self.seconds = seconds
    }

    /// Compares what was found with what is wanted.
    mutating func judge() {
        func row(_ key: String) -> Row? { rows.first { $0.key == key } }
        func ratio(_ key: String) -> Double { row(key)?.ratio ?? 0 }
        let comment = row("comment")
        goals = [
            Goal("a post from the cache, signed in, to a precompressed file", ratio("cached-signed-in"), atLeast: 0.85),
            Goal("a post from the cache, signed out, to a precompressed file", ratio("cached"), atLeast: 0.85),
            Goal("the slowest of eight first readers, to one alone", alone > 0 ? together / alone : .infinity, atMost: 5),
            Goal("a post with 20 comments, to the C program", ratio("post"), atLeast: 0.70),
            Goal("the home page, to the C program", ratio("home"), atLeast: 0.70),
            Goal("a post that is not there, to the C program", ratio("not-found"), atLeast: 0.75),
            Goal("a durable comment, to the C program", ratio("comment"), atLeast: 0.45),
            Goal("a durable comment, p99 to p50", comment.map { $0.p99 / $0.p50 } ?? .infinity, atMost: 10),
            Goal("memory of the idle site, MB", Double(idleMemory) / 1e6, atMost: 15),
            Goal("the largest program, MB", Double(largestProgram) / 1e6, atMost: 8),
        ]
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}
