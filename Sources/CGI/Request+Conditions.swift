extension Request {
    /// The state in which a client wants something to be before it is changed (RFC 9110, section 13.1).
    public enum Condition: Sendable {
        /// Any will do.
        case none
        case fulfilled, failed
    }

    /// What If-Match and If-None-Match say of a change.
    ///
    /// The tag of either coding will do: which one the client got is no matter of what is changed. The comparison is
    /// weak, since a web server that compresses an answer on its way makes its tag a weak one, and the client can send
    /// only what it got.
    /// - Parameter current: what the client would be answered if it read before it changes.
    public func condition(on current: Response) -> Condition {
        let tags = [current.entityTag(), current.entityTag(ofGzip: true)]
        let ifMatch = MetaVariables.value("HTTP_IF_MATCH")
        if let ifMatch, !tags.contains(where: { current.matches(ifMatch, $0) }) { return .failed }
        if let ifNoneMatch, tags.contains(where: { current.matches(ifNoneMatch, $0) }) { return .failed }
        return ifMatch == nil ? .none : .fulfilled
    }

    /// What follows the scheme `Bearer` in Authorization (RFC 6750, section 2.1); empty for another scheme, nil
    /// where there is no such header.
    public var bearer: String? {
        guard let header = MetaVariables.value("HTTP_AUTHORIZATION") else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return "" }
        return String(parts[1].drop { $0 == " " })
    }
}
