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
}
