import Web

Route("fallback", "What no other program answers: the new place of an old address, or the 404 page.", cache: .page, query: "*").run { context in
    try context.notFound()
}
