#if canImport(Glibc)
import Glibc
#endif

/// The programs of libvips (Debian: libvips-tools), run for one image, with limits of their own.
struct ImageTool {
    /// Where the images are.
    let folder: String

    private static let environment = [
        "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "VIPS_CONCURRENCY=1",
        // Only decoders that are tested against hostile files.
        "VIPS_BLOCK_UNTRUSTED=1",
        "VIPS_DISC_THRESHOLD=1g",
        // Else it makes machine code as it goes, for which it needs memory that can be both written and run: a unit of
        // systemd allows none. A tenth slower.
        "VIPS_NOVECTOR=1",
    ]
    /// Bytes of memory that one may take.
    private static let memory: UInt = 2 << 30

    /// Width and height of an image in pixels, all its frames together.
    /// - Throws: `ImageToolError`.
    func size(of file: String) throws(ImageToolError) -> (width: Int, height: Int) {
        // It names the file without what is asked of its decoder.
        let name = "\(folder)/\(file.prefix { $0 != "[" }): "
        let lines = try run(["vipsheader", "\(folder)/\(file)"]).split(separator: "\n")
        // FILE: 3000x2000 uchar, 3 bands, srgb, jpegload; warnings may stand before it.
        let numbers = lines.last { $0.hasPrefix(name) }?.dropFirst(name.count).prefix { $0 != " " }.split(separator: "x").map { Int($0) }
        guard let numbers, numbers.count == 2, let width = numbers[0], let height = numbers[1] else {
            throw ImageToolError(tool: "vipsheader", ending: "told no size", said: lines.first.map(String.init) ?? "")
        }
        return (width, height)
    }

    /// Writes an image as WebP, upright, in sRGB, no wider than `width`.
    /// - Throws: `ImageToolError`.
    func shrink(_ file: String, to width: Int, quality: Int, as output: String) throws(ImageToolError) {
        _ = try run([
            "vipsthumbnail", "\(folder)/\(file)", "--size", "\(width)x16000>", "--export-profile", "srgb", "--output",
            // A relative path would be taken from the working folder.
            "\(folder)/\(output)[Q=\(quality),smart_subsample]",
        ])
    }

    /// What the program prints.
    private func run(_ words: [String]) throws(ImageToolError) -> String {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ImageToolError(tool: words[0], ending: String(cString: strerror(errno)), said: "") }
        defer { close(ends[0]) }
        // fcgiwrap waits until nobody holds the program's own outputs any more.
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])
        var limit = rlimit(rlim_cur: Self.memory, rlim_max: Self.memory)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        var arguments = words.map { strdup($0) } + [nil]
        var environment = Self.environment.map { strdup($0) } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/usr/bin/\(words[0])", &actions, nil, &arguments, &environment)
        close(ends[1])
        guard code == 0 else { throw ImageToolError(tool: words[0], ending: String(cString: strerror(code)), said: "") }
        let text = output(ends[0])
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        guard status == 0 else {
            let signal = status & 0x7f
            throw ImageToolError(
                tool: words[0], ending: signal == 0 ? "ended with status \(status >> 8 & 0xff)" : "ended with signal \(signal)",
                said: text.split(separator: "\n").first.map(String.init) ?? "")
        }
        return text
    }

    private func output(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            if bytes.count < 65_536 { bytes += buffer[..<count] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
