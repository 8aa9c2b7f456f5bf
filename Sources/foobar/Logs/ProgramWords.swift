/// What a program wrote to standard error, put together from the pieces that came through fcgiwrap and nginx.
///
/// fcgiwrap reads up to 4,096 bytes and sends them in records of up to 504; nginx takes the newline, spaces
/// and dots from the end of each.
struct ProgramWords {
    private(set) var text = ""
    private var readBytes = 0
    private var goesOn = true

    mutating func add(_ piece: String) {
        if !goesOn { text += "\n" }
        text += piece
        readBytes += piece.utf8.count
        let wasFullRecord = piece.utf8.count >= 500
        let wasFullRead = readBytes >= 4_080
        goesOn = wasFullRecord || wasFullRead
        if !wasFullRecord { readBytes = 0 }
    }
}
