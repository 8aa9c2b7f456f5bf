import Site

/// The clock that dates are shown by.
enum Clock {
    /// Written once, before the first date; a route answers one request, on one thread. nil: UTC.
    nonisolated(unsafe) static var zone: Zone?
}
