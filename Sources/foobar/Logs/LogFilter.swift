/// Which requests are wanted.
struct LogFilter {
    var route: String?
    var status: StatusPattern?
    /// Seconds.
    var atLeast: Double?
    var id: String?

    func takes(_ request: LoggedRequest) -> Bool {
        if let route, route != request.route { return false }
        if let status, !status.matches(request.status) { return false }
        if let atLeast, request.seconds < atLeast { return false }
        if let id, id != request.id { return false }
        return true
    }
}
