/// A part of the server that doctor looks at. It looks only: nothing is changed.
protocol Examination {
    /// What stands above its findings.
    var title: String { get }

    /// - Throws: what keeps it from looking; doctor goes on with the next.
    func findings() throws -> [Finding]
}
