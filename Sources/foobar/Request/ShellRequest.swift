import Foundation

/// A request that is ready to be answered from the shell.
struct ShellRequest {
    let program: RouteProgram
    let environment: [String: String]
    let body: Data

    /// - Throws: `RouteProgramError`, `LaunchError`.
    func run() throws -> RouteProgram.Response {
        try program.run(environment: environment, body: body).response
    }
}
