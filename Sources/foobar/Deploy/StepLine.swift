import Foundation

/// What a deployment tells while it goes on: a line for each step, on standard error.
enum StepLine {
    /// Does a step, and says what came of it and how long it took.
    /// - Parameter body: returns what is to be said of the step.
    /// - Throws: `DeployError` for whatever `body` throws.
    static func run(_ step: DeployStep, _ body: () throws -> String) throws {
        let started = ContinuousClock.now
        let words: String
        do {
            words = try body()
        } catch let error as DeployError {
            throw error
        } catch let error as CocoaError {
            throw DeployError(step, reason: error.localizedDescription)
        } catch {
            throw DeployError(step, reason: "\(error)")
        }
        let time = ContinuousClock.now - started
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        tell(step.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0) + String(format: "%7.2f s  ", seconds) + words)
    }

    static func tell(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
