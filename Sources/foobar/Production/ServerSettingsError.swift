/// What is wrong with `/etc/foobar/foobar.conf`.
enum ServerSettingsError: Error, CustomStringConvertible {
    case noValue(line: Int, text: String)
    case unknown(line: Int, name: String)
    case notYesOrNo(line: Int, name: String)
    case noDomain

    var description: String {
        switch self {
        case .noValue(let line, let text): "\(Installation.settings), line \(line): `\(text)` is not `name = value`."
        case .unknown(let line, let name): "\(Installation.settings), line \(line): there is no setting `\(name)`."
        case .notYesOrNo(let line, let name): "\(Installation.settings), line \(line): `\(name)` is `yes` or `no`."
        case .noDomain: "\(Installation.settings) names no domain: it needs a line `domain = example.org`."
        }
    }
}
