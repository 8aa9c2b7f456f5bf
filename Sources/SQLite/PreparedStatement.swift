/// A statement that a connection keeps, in a list of all of them.
///
/// A list and no dictionary: a program has two or three statements, and the first use of a generic type costs
/// it more than the statement does.
final class PreparedStatement {
    /// Address of the literal that it was prepared from.
    let sql: UnsafePointer<UInt8>
    let handle: OpaquePointer
    let next: PreparedStatement?

    init(sql: UnsafePointer<UInt8>, handle: OpaquePointer, next: PreparedStatement?) {
        self.sql = sql
        self.handle = handle
        self.next = next
    }
}
