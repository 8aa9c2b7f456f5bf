/// A site that did not answer; curl has said why.
struct NoConnectionError: Error, CustomStringConvertible {
    let url: String

    var description: String { "There was no answer from \(url), for the reason above." }
}
