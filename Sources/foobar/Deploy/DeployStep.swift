/// The steps of a deployment, in their order.
enum DeployStep: String {
    case build, copy, start, backup, migrate, nginx, `switch`, health
    /// Only by `foobar deploy --finish`.
    case finish
}
