// form: the fields of a form, from the body or, where the request only reads, from the query.
//
//     eval "$("$FOOBAR_TOOLS/form" name words)"    sets these variables of a shell
//     "$FOOBAR_TOOLS/form"                         prints all fields as one JSON object
//
// What can't be taken (another site's form, one too large, a method that forms don't have) is answered by the site's page for it: to a shell it
// prints the command that does so, else the status.

import CGI
import JSON
import Site
import Web

/// Bytes of a body. A shell hands a field on as an argument, and Linux takes 131,072 bytes of one.
let bodyLimit = 100_000

Tool("form", "[NAME...] <BODY").run(CommandLine.arguments, body: bodyLimit) { context, names in
    guard names.allSatisfy(isVariable) else { return .usage }
    let fields: [Query.Field]
    switch form(context) {
    case .success(let form): fields = form
    case .failure(let refusal):
        let status = refusal.status.rawValue
        _ = Tool.output(Array((names.isEmpty ? "\(status)\n" : "exec \"$FOOBAR_TOOLS/frame\" \(status)\n").utf8))
        return refusal.status == .forbidden ? .crossSite : .no
    }
    if names.isEmpty { return Tool.output(json(fields)) }
    var lines: [UInt8] = []
    for name in names {
        lines += Array("\(name)='".utf8)
        // Bytes, since a character can be a quote with a mark on it, which is a quote to a shell.
        for byte in (fields.first { $0.name == name }?.value ?? "").utf8 {
            if byte == UInt8(ascii: "'") { lines += Array("'\\'".utf8) }
            lines.append(byte)
        }
        lines += Array("'\n".utf8)
    }
    return Tool.output(lines)
}

/// Why a form can't be taken.
struct FormRefusal: Error {
    let status: Status
}

func form(_ context: Context) -> Result<[Query.Field], FormRefusal> {
    let request = context.request
    if !context.isFormMethod { return .failure(FormRefusal(status: .methodNotAllowed)) }
    if context.isCrossSite { return .failure(FormRefusal(status: .forbidden)) }
    switch request.body {
    case .tooLarge: return .failure(FormRefusal(status: .contentTooLarge))
    case .cutShort: return .failure(FormRefusal(status: .badRequest))
    case .none, .bytes: break
    }
    if request.method == .get || request.method == .head { return .success(request.query.fields.map(cleaned)) }
    guard request.contentType == "multipart/form-data" else { return .success(request.form.fields.map(cleaned)) }
    guard let multipart = request.multipart else { return .failure(FormRefusal(status: .badRequest)) }
    return .success(multipart.parts.filter { $0.fileName == nil }.map { cleaned(Query.Field(name: $0.name, value: $0.text)) })
}

/// Without control characters, which no shell can hold, and with one line feed at the end of each line.
func cleaned(_ field: Query.Field) -> Query.Field {
    Query.Field(name: field.name, value: TypedText(lines: field.value, limit: .max).text)
}

/// The first field of each name.
func json(_ fields: [Query.Field]) -> [UInt8] {
    var json = JSON()
    var known: Set<String> = []
    json.object { json in
        for field in fields where known.insert(field.name).inserted { json.member(named: field.name, field.value) }
    }
    return json.bytes + [UInt8(ascii: "\n")]
}

/// Whether a shell takes it for a variable's name.
func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"): true
        default: false
        }
    }
}
