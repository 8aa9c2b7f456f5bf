import ArgumentParser
import Foundation
import Site

/// `foobar user`: accounts, from the shell.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Adds, lists and changes accounts.",
        discussion: """
            EXAMPLES
              ./foobar user add ann --email ann@example.com --role owner
              ./foobar user list
              ./foobar user role ann moderator
              ./foobar user reset-link ann        for whoever has lost password and mail
            """,
        subcommands: [Add.self, List.self, Disable.self, Enable.self, SetRole.self, ResetLink.self, LogOut.self, CodesOff.self])
}

extension Role: ExpressibleByArgument {}

extension UserCommand {
    /// Both databases, and what the subcommands ask of them.
    struct Accounts {
        let site: Site
        let members: Members
        let now = Int(Date().timeIntervalSince1970)

        init(_ data: DataOption) throws {
            let path = try data.path(in: Home())
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let folder = DataFolder(path)
            try folder.prepare()
            site = try Site(in: folder, for: .writing)
            members = try Members(in: folder, for: .writing)
        }

        /// - Throws: `UserError`.
        func account(_ name: String) throws -> Account {
            guard let account = try UserName(name).flatMap({ try site.account($0) }), account.state != .deleted else {
                throw UserError.unknown(name)
            }
            return account
        }

        /// Refuses what would leave the site without an owner.
        func keepOwner(_ account: Account) throws {
            guard account.role == .owner, account.state == .active else { return }
            var owners = 0
            try site.accounts { if $0.role == .owner && $0.state == .active { owners += 1 } }
            if owners < 2 { throw UserError.lastOwner(account.name) }
        }

        /// A link to choose a password, and what is to be done with it.
        func printResetLink(_ account: Account) throws {
            try members.dropTokens(.reset, of: account.id)
            let token = try members.addToken(.reset, userID: account.id, now: now)
            let address = try site.settings().address
            let origin = address.isEmpty ? "http://localhost:8080" : address
            print("\(origin)/reset/\(token.text)")
            if address.isEmpty {
                print("The settings have no address of the site yet: put another before /reset/ where it is not this one.")
            }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds an account, and prints a link by which its password is chosen: once, until tomorrow.")

        @Argument(help: "The name in addresses: letters from a to z, digits, - and _; at most 32.")
        var name: String

        @Option(help: "The e-mail address.")
        var email: String

        @Option(help: "member, author, moderator or owner.")
        var role: Role = .member

        @OptionGroup var data: DataOption

        func run() throws {
            guard let userName = UserName(name) else { throw UserError.badName(name) }
            guard let address = EmailAddress(email) else { throw UserError.badEmail(email) }
            let accounts = try Accounts(data)
            if try accounts.members.member(address) != nil { throw UserError.emailTaken(address.text) }
            guard let id = try accounts.site.addUser(userName, role: role, now: accounts.now) else {
                throw UserError.nameTaken(userName.text)
            }
            _ = try accounts.members.addMember(userID: id, email: address, password: nil, invitedBy: nil, now: accounts.now)
            print("\(userName.text) is \(role == .moderator || role == .member ? "a" : "an") \(role.rawValue) now. The link to choose a password, good once, until tomorrow:")
            try accounts.printResetLink(try accounts.account(userName.text))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all accounts: name, role, state, e-mail address.")

        @OptionGroup var data: DataOption

        func run() throws {
            let accounts = try Accounts(data)
            try accounts.site.accounts { account in
                let email = try accounts.members.member(account.id)?.email ?? "-"
                let columns = [(account.name, 20), (account.role.rawValue, 10), (account.state.rawValue, 9)]
                print(columns.map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }.joined(separator: " "), email)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes an account and ends its sessions. What was written by it stays.")

        @Argument(help: "The account's name.", completion: Completions.users) var name: String
        @OptionGroup var data: DataOption

        func run() throws {
            let accounts = try Accounts(data)
            let account = try accounts.account(name)
            try accounts.keepOwner(account)
            // The state first: from then on no session counts, and none begins.
            try accounts.site.setState(of: account.id, .disabled)
            try accounts.members.transaction {
                try accounts.members.endSessions(of: account.id, except: nil)
                for kind in [TokenKind.reset, .totp, .email, .invite] { try accounts.members.dropTokens(kind, of: account.id) }
            }
            print("\(account.name) is closed; its sessions have ended.")
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Opens a closed account again.")

        @Argument(help: "The account's name.", completion: Completions.users) var name: String
        @OptionGroup var data: DataOption

        func run() throws {
            let accounts = try Accounts(data)
            let account = try accounts.account(name)
            try accounts.site.setState(of: account.id, .active)
            print("\(account.name) is open.")
        }
    }

    struct SetRole: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "role", abstract: "Gives an account another role.")

        @Argument(help: "The account's name.", completion: Completions.users) var name: String
        @Argument(help: "member, author, moderator or owner.") var role: Role
        @OptionGroup var data: DataOption

        func run() throws {
            let accounts = try Accounts(data)
            let account = try accounts.account(name)
            if role != .owner { try accounts.keepOwner(account) }
            try accounts.site.setRole(of: account.id, role)
            print("\(account.name): \(account.role.rawValue) before, \(role.rawValue) now.")
        }
    }

    struct ResetLink: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-link",
            abstract: "Prints a link by which whoever has it chooses a new password: once, until tomorrow.")

        @Argument(help: "The account's name.", completion: Completions.users) var name: String
        @OptionGroup var data: DataOption

        func run() throws {
            let accounts = try Accounts(data)
            let account = try accounts.account(name)
            guard account.state != .disabled else { throw UserError.disabled(account.name) }
            if try accounts.members.member(account.id) == nil {
                try accounts.members.addMember(userID: account.id, email: nil, now: accounts.now)
            }
            try accounts.printResetLink(account)
        }
    }
    struct LogOut: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log-out", abstract: "Ends all sessions of an account, or of everybody.")

        @Argument(help: "The account's name.", completion: Completions.users) var name: String?
        @Flag(help: "Everybody's sessions.") var all = false
        @OptionGroup var data: DataOption

        func validate() throws {
            guard (name == nil) == all else { throw ValidationError("Give a name, or --all.") }
        }

        func run() throws {
            let accounts = try Accounts(data)
            if let name {
                let account = try accounts.account(name)
                try accounts.members.endSessions(of: account.id, except: nil)
                print("All sessions of \(account.name) have ended.")
            } else {
                try accounts.members.endAllSessions()
                print("All sessions have ended.")
            }
        }
    }
    struct CodesOff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "codes-off",
            abstract: "Asks an account for no more codes: for whoever has lost the phone and the recovery codes.",
            discussion: "Be sure that it is her who asks. A mail tells her.")

        @Argument(help: "The account's name.", completion: Completions.users) var name: String
        @OptionGroup var data: DataOption

        func run() throws {
            let accounts = try Accounts(data)
            let account = try accounts.account(name)
            let settings = try accounts.site.settings()
            try accounts.members.transaction {
                try accounts.members.setOneTimePassword(of: account.id, nil, step: nil, codes: [])
                guard let email = try accounts.members.member(account.id)?.email else { return }
                let mail = AccountMail.changed(.factorOff, account.shown, from: (settings.title, settings.address))
                try accounts.members.add(mail, to: email, now: accounts.now)
            }
            print("Logging in as \(account.name) takes only the password now.")
        }
    }
}
