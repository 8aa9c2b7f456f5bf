import Foundation

/// The terminal that the command was started in.
enum Terminal {
    /// From here on Ctrl-C ends the program that was started, and this command once it has put things in order.
    static func leaveInterruptsToProgram() {
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
    }

    /// Without what would move the cursor.
    static func printable(_ line: some StringProtocol) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}
