import Foundation
import Sandbox

/// The environment that nginx gives a program: what `nginx/cgi.conf` says, for use without nginx.
///
/// RFC 3875, section 4.1.
struct MetaVariables {
    var method: String
    var target: RequestTarget
    /// Names as they were given; the same name twice is one list.
    var headers: [(name: String, value: String)]
    /// Bytes of the body; nil where there is none.
    var contentLength: Int?
    var contentType: String?
    var program: String
    var scriptName: String
    var pathInfo: String

    func environment(home: Home, dataFolder: String) -> [String: String] {
        var variables = [
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "GATEWAY_INTERFACE": "CGI/1.1",
            "SERVER_SOFTWARE": "nginx",
            "SERVER_NAME": target.host,
            "SERVER_PORT": String(target.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": scriptName,
            "PATH_INFO": pathInfo,
            "QUERY_STRING": target.query,
            "REMOTE_ADDR": "127.0.0.1",
            "REMOTE_HOST": "127.0.0.1",
            "REMOTE_PORT": "0",
            "SCRIPT_FILENAME": "\(home.programs)/\(program)",
            "DOCUMENT_ROOT": home.files,
            "REQUEST_URI": target.uri,
            "REQUEST_SCHEME": target.isSecure ? "https" : "http",
            "REQUEST_ID": (0..<16).map { _ in String(format: "%02x", UInt8.random(in: 0...255)) }.joined(),
            "FOOBAR_DATA": dataFolder,
            "FOOBAR_TOOLS": home.tools,
            "FOOBAR_PROFILES": home.profiles,
            "FCGI_ROLE": "RESPONDER",
        ]
        variables[SandboxSetting.variable] = ProcessInfo.processInfo.environment[SandboxSetting.variable]
        if target.isSecure { variables["HTTPS"] = "on" }
        if !pathInfo.isEmpty { variables["PATH_TRANSLATED"] = home.files + pathInfo }
        if let contentLength { variables["CONTENT_LENGTH"] = String(contentLength) }
        if let contentType { variables["CONTENT_TYPE"] = contentType }
        variables["HTTP_HOST"] = target.authority
        for (name, value) in headers {
            let variable = "HTTP_" + name.uppercased().replacingOccurrences(of: "-", with: "_")
            if variable == "HTTP_COOKIE", let before = variables[variable] {
                variables[variable] = before + "; " + value
            } else {
                variables[variable] = value
            }
        }
        // The operator asks herself, as whoever types an address does: her forms are no other site's.
        let isReading = ["GET", "HEAD"].contains(method)
        if !isReading, variables["HTTP_ORIGIN"] == nil, variables["HTTP_SEC_FETCH_SITE"] == nil {
            variables["HTTP_SEC_FETCH_SITE"] = "none"
        }
        for name in ["HTTP_PROXY", "HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE"] { variables[name] = nil }
        return variables
    }
}
