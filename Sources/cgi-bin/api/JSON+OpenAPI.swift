import CGI
import JSON
import Site
import Web

extension JSON {
    /// The description of the API (https://spec.openapis.org/oas/v3.1.1).
    init(describing operations: [Operation], title: String, origin: String) {
        self.init()
        object { json in
            json.member("openapi", "3.1.0")
            json.member("info") { json in
                json.object { json in
                    json.member("title", title)
                    json.member("version", "1")
                    json.member("description", "How to use it: \(origin)/api")
                }
            }
            json.member("servers") { $0.array { $0.object { $0.member("url", "\(origin)/api") } } }
            json.member("paths") { json in
                json.object { json in
                    for (index, operation) in operations.enumerated()
                    where !operations[..<index].contains(where: { "\($0.path)" == "\(operation.path)" }) {
                        json.member(operation.path) { json in
                            json.object { json in
                                for other in operations where "\(other.path)" == "\(operation.path)" { json.add(other) }
                            }
                        }
                    }
                }
            }
            json.member("components") { json in
                json.object { json in
                    json.member("schemas") { json in
                        json.object { json in
                            for component in Component.all { json.member(component.name) { component.write(to: &$0) } }
                            json.member("Description") { $0.object { $0.member("type", "object") } }
                        }
                    }
                    json.member("securitySchemes") { json in
                        json.object { json in
                            json.member("token") { json in
                                json.object { json in
                                    json.member("type", "http")
                                    json.member("scheme", "bearer")
                                    json.member("description", "An access token, made at \(origin)/account/tokens.")
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func add(_ operation: Operation) {
        member(operation.method.key) { json in
            json.object { json in
                json.member("operationId", "\(operation.id)")
                json.member("summary", "\(operation.summary)")
                if operation.detail.utf8CodeUnitCount > 0 { json.member("description", "\(operation.detail)") }
                json.member("security") { json in
                    json.array { list in
                        if case .nothing = operation.need { list.object { _ in } }
                        list.object { json in
                            json.member("token") { json in
                                json.array { list in if case .scope(let scope) = operation.need { list.string(scope.rawValue) } }
                            }
                        }
                    }
                }
                if !operation.parameters.isEmpty {
                    json.member("parameters") { $0.array { list in for parameter in operation.parameters { list.add(parameter) } } }
                }
                if let body = operation.body { json.add(body) }
                json.member("responses") { $0.object { $0.addAnswers(of: operation) } }
            }
        }
    }

    private mutating func add(_ parameter: Parameter) {
        object { json in
            json.member("name", "\(parameter.name)")
            json.member("in", parameter.place.rawValue)
            json.member("description", "\(parameter.about)")
            json.member("required", parameter.isRequired)
            json.member("schema") { parameter.schema.write(to: &$0) }
        }
    }

    private mutating func add(_ body: Operation.Payload) {
        member("requestBody") { json in
            json.object { json in
                json.member("required", true)
                json.member("content") { json in
                    json.object { json in
                        switch body {
                        case .json(let component, let example):
                            json.member("application/json") { json in
                                json.object { json in
                                    json.member("schema") { Schema.object(component).write(to: &$0) }
                                    // A text that is JSON already.
                                    json.member("example") { $0.elements(JSON(trusted: example)) }
                                }
                            }
                        case .file: json.member("application/octet-stream") { $0.object { $0.member("schema") { Schema.file.write(to: &$0) } } }
                        }
                    }
                }
            }
        }
    }

    private mutating func addAnswers(of operation: Operation) {
        switch operation.answer {
        case .one(let component): add("200", "What was asked for.", headers: ["ETag"]) { Schema.object(component).write(to: &$0) }
        case .created(let component):
            add("201", "It is made.", headers: ["ETag", "Location"]) { Schema.object(component).write(to: &$0) }
        case .page(let component):
            add("200", "A page of the list.", headers: ["ETag", "Link"]) { json in
                json.object { json in
                    json.member("type", "object")
                    json.member("properties") { json in
                        json.object { json in
                            json.member("items") { Schema.array(of: .object(component)).write(to: &$0) }
                            json.member("next") { Schema.nullable(.url).write(to: &$0) }
                        }
                    }
                    json.member("required") { $0.array { list in list.string("items"); list.string("next") } }
                    json.member("additionalProperties", false)
                }
            }
        case .nothing: member("204") { $0.object { $0.member("description", "It is done.") } }
        case .description:
            add("200", "The description.", headers: ["ETag"]) { $0.object { $0.member("$ref", "#/components/schemas/Description") } }
        }
        for status in operation.allProblems {
            member(status.key) { json in
                json.object { json in
                    json.member("description", "\(status.phrase)")
                    json.member("content") { json in
                        json.object { json in
                            json.member("application/problem+json") { json in
                                json.object { $0.member("schema") { Schema.object(.problem).write(to: &$0) } }
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func add(
        _ status: StaticString, _ about: StaticString, headers: [StaticString], schema: (inout JSON) -> Void
    ) {
        member(status) { json in
            json.object { json in
                json.member("description", "\(about)")
                json.member("headers") { json in
                    json.object { json in
                        for header in headers {
                            json.member(header) { $0.object { $0.member("schema") { Schema.string().write(to: &$0) } } }
                        }
                    }
                }
                json.member("content") { json in
                    json.object { json in
                        json.member("application/json") { json in json.object { $0.member("schema") { schema(&$0) } } }
                    }
                }
            }
        }
    }
}

extension Method {
    /// As a path of the description has it.
    fileprivate var key: StaticString {
        switch self {
        case .get: "get"
        case .head: "head"
        case .post: "post"
        case .put: "put"
        case .patch: "patch"
        case .delete: "delete"
        case .options: "options"
        case .query: "query"
        }
    }
}

extension Status {
    fileprivate var key: StaticString {
        switch self {
        case .badRequest: "400"
        case .unauthorized: "401"
        case .forbidden: "403"
        case .notFound: "404"
        case .conflict: "409"
        case .preconditionFailed: "412"
        case .contentTooLarge: "413"
        case .unsupportedMediaType: "415"
        case .unprocessableContent: "422"
        case .preconditionRequired: "428"
        case .tooManyRequests: "429"
        case .serviceUnavailable: "503"
        default: "500"
        }
    }
}
