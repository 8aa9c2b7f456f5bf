extension Request {
    /// The media type of the body, without its parameters, in lower case.
    public var contentType: String {
        let type = MetaVariables.value("CONTENT_TYPE") ?? ""
        return String(type.prefix { $0 != ";" }.filter { $0 != " " }).lowercased()
    }

    /// The fields of a form that was sent as `application/x-www-form-urlencoded`; none for anything else.
    public var form: Query {
        guard case .bytes(let bytes) = body, contentType == "application/x-www-form-urlencoded" else { return Query("") }
        return Query(String(decoding: bytes, as: UTF8.self))
    }
}
