import CGI

/// The first line is the header, the rest the body. What is read of a form is written as one that reads the same.
func fuzzMultipart(_ bytes: [UInt8]) {
    let (type, body) = bytes.divided(at: 0x0A)
    guard let form = Multipart(Array(body), contentType: String(fuzzed: type)) else { return }
    for part in form.parts {
        holds(part.bytes.startIndex >= 0 && part.bytes.endIndex <= body.count, "a part is inside of the body")
        _ = (part.text, form[part.name])
    }
    let boundary = "between-the-parts"
    guard !String(fuzzed: body).contains(boundary) else { return }
    var written: [UInt8] = []
    for part in form.parts {
        var head = "Content-Disposition: form-data; name=\"\(escaped(part.name))\""
        if let name = part.fileName { head += "; filename=\"\(escaped(name))\"" }
        // Longer heads are taken for no form.
        guard head.utf8.count < 4_000 else { return }
        written += "--\(boundary)\r\n\(head)\r\n\r\n".utf8
        written += part.bytes
        written += "\r\n".utf8
    }
    written += "--\(boundary)--\r\n".utf8
    let again = Multipart(written, contentType: "multipart/form-data; boundary=\(boundary)")
    holds(again?.parts.count == form.parts.count, "\(form.parts.count) parts are written as \(String(fuzzed: written).shown)")
    for (before, after) in zip(form.parts, again?.parts ?? []) {
        holds(
            before.name.utf8.elementsEqual(after.name.utf8) && before.fileName == after.fileName && before.bytes == after.bytes,
            "\(before) is read as \(after) when it is written")
    }
}

private func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
        switch scalar {
        case "\"": text += "%22"
        case "\r": text += "%0D"
        case "\n": text += "%0A"
        default: text.unicodeScalars.append(scalar)
        }
    }
    return text
}
