import ArgumentParser

/// A time like `50ms` or `2s`.
struct Milliseconds: ExpressibleByArgument {
    let seconds: Double

    init?(argument: String) {
        let units = [("ms", 0.001), ("s", 1.0)]
        guard let (unit, size) = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Double(argument.dropLast(unit.count)), number >= 0
        else { return nil }
        seconds = number * size
    }
}
