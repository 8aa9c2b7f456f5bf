extension Request {
    /// Whether a page of this site made the request, or the reader herself: what changes something, and is known
    /// by a cookie, must be.
    ///
    /// Fetch Metadata (https://www.w3.org/TR/fetch-metadata/) where the browser sends it, else `Origin`
    /// (RFC 6454, section 7); a browser that sends neither with a POST is not known.
    public var isSameOrigin: Bool {
        if let site = MetaVariables.value("HTTP_SEC_FETCH_SITE") { return site == "same-origin" || site == "none" }
        return MetaVariables.value("HTTP_ORIGIN") == origin
    }

    /// Whether the browser keeps to itself where the request comes from: no Fetch Metadata, and an `Origin` of `null`
    /// or none.
    public var hasUntoldOrigin: Bool {
        if MetaVariables.value("HTTP_SEC_FETCH_SITE") != nil { return false }
        return MetaVariables.value("HTTP_ORIGIN").map { $0 == "null" } ?? true
    }
}
