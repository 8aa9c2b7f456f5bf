@testable import Import

/// The comment at the head of a script, by which nginx is configured.
func fuzzDeclaration(_ bytes: [UInt8]) {
    let text = String(fuzzed: bytes)
    guard let declaration = try? RouteDeclaration.inComment(of: text, name: "script") else { return }
    holds((declaration.methods ?? []).allSatisfy { $0.utf8.allSatisfy { 0x41...0x5A ~= $0 } }, "methods are words")
    holds(
        declaration.readsWholeQuery
            || (declaration.query ?? []).allSatisfy { $0.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "_") } },
        "fields are names in nginx's language: \(declaration.query ?? [])")
    holds(declaration.body ?? 0 >= 0, "a size is a size")
}
