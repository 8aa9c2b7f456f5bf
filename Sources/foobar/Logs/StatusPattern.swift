import ArgumentParser

/// `404`, or `5xx` for all from 500 to 599.
struct StatusPattern: ExpressibleByArgument {
    private let range: Range<Int>

    init?(argument: String) {
        let digits = argument.prefix { $0 != "x" }
        guard argument.count == 3, let number = Int(digits), (1...5).contains(argument.first?.wholeNumberValue ?? 0),
            argument.dropFirst(digits.count).allSatisfy({ $0 == "x" })
        else { return nil }
        let step = [1: 100, 2: 10, 3: 1][digits.count] ?? 1
        range = number * step..<(number + 1) * step
    }

    func matches(_ status: Int) -> Bool { range.contains(status) }
}
