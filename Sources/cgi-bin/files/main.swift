import Site
import Web

Route("files", "One's uploaded files.", methods: [.reading, .post], pool: .slow, cache: .none).run { context in
    try context.notFound()
}
