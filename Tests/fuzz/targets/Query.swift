import CGI
import HTML

/// What is read of a query is written as a query that reads the same.
func fuzzQuery(_ bytes: [UInt8]) {
    let query = Query(String(fuzzed: bytes))
    holds(query.fields.count <= Query.fieldLimit, "at most \(Query.fieldLimit) fields are kept")
    let written = query.fields.map { field in
        let html: HTML = "\(query: field.name)=\(query: field.value)"
        return String(fuzzed: html.bytes)
    }
    let again = Query(written.joined(separator: "&"))
    holds(again.fields == query.fields, "\(query.fields) is read as \(again.fields) when it is written")
}
