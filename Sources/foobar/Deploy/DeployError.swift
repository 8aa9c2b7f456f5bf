/// A deployment that came to no good end. Whatever the step, a release goes on serving.
struct DeployError: Error, CustomStringConvertible {
    let step: DeployStep
    let reason: String
    /// The release that serves; nil where it isn't for this machine to know.
    var serving: String?

    init(_ step: DeployStep, reason: String, serving: String? = nil) {
        self.step = step
        self.reason = reason
        self.serving = serving
    }

    var description: String {
        let words = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "The step '\(step.rawValue)' failed: \(words)\(words.hasSuffix(".") ? "" : ".") "
            + (serving.map { "The release \($0) goes on serving." } ?? "What was serving goes on.")
    }
}
