/// What follows from a change, once all is made.
enum Consequence: Hashable {
    /// systemd reads its units anew, before any of them is started.
    case units
    /// A unit is told to read its configuration, or starts anew; where it runs.
    case reload(String)
    case restart(String)
}
