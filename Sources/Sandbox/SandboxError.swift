/// The sandbox is demanded, and some of it is not in force.
public struct SandboxError: Error, CustomStringConvertible {
    let lacks: SandboxLayers

    public init(lacks: SandboxLayers) {
        self.lacks = lacks
    }

    public var description: String {
        (lacks.consequences + ["FOOBAR_SANDBOX demands both, so nothing was done."]).joined(separator: " ")
    }
}
