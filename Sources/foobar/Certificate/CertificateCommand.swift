import ArgumentParser
import Foundation

/// `foobar certificate`: the domain's certificate, from the first on.
struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Gets or renews the server's certificate, and has nginx use it.",
        discussion: """
            Asks the certificate authority (Let's Encrypt, or the ACME server that /etc/foobar/foobar.conf names) by \
            certbot, for the domain and www. before it. nginx answers the authority's questions from \
            \(Installation.challenges) and drops no connection. Does nothing while a third of the certificate's time is \
            left. foobar-certificate.timer runs this twice a day, so that the first certificate comes by itself once \
            the domain leads here.

            A certificate of your own: put fullchain.pem, chain.pem and privkey.pem into /etc/letsencrypt/live/DOMAIN/, and \
            run this with --installed.

            EXAMPLES
              foobar certificate
              foobar certificate --status
              foobar certificate --force
            """)

    @Flag(help: "Print what there is, and until when; status 1 where it is missing, over, or not for both names.")
    var status = false

    @Flag(help: "Renew it now, whatever time is left. Let's Encrypt gives five of the same a week.")
    var force = false

    @Flag(help: "Ask nobody: have nginx use the certificate that is there. certbot calls this when it has a new one.")
    var installed = false

    @Option(help: "With --installed or --status: the folder that the server's Debian is in.")
    var root = "/"

    func validate() throws {
        guard [status, force, installed].filter({ $0 }).count < 2 else {
            throw ValidationError("--status, --force and --installed are one at a time.")
        }
        guard root == "/" || status || installed else { throw ValidationError("A certificate is asked for on the server itself.") }
    }

    func run() throws {
        // systemd starts this with a mask that leaves nothing for others, and nginx's workers read the authority's question.
        umask(0o022)
        let installation = Installation(root: root)
        let settings = try ServerSettings(in: installation)
        let state = try CertificateState(domain: DomainName(settings.domain), installation: installation)
        if status {
            for line in state.lines(now: Date()) { say(line) }
            guard state.isGood(now: Date()) else { throw ExitCode(1) }
            return
        }
        let isAsking = !installed && (force || state.isDue(now: Date()))
        if isAsking { try CertificateRequest(settings: settings, installation: installation).run() }
        // Where nothing is due too: what nginx refused the last time is made up for.
        try use(settings, installation, isNew: isAsking || installed)
        if !installed {
            for line in try CertificateState(domain: state.domain, installation: installation).lines(now: Date()) { say(line) }
        }
    }

    private func use(_ settings: ServerSettings, _ installation: Installation, isNew: Bool) throws {
        let server = WebServer(installation: installation)
        let configuration = try WebServerConfiguration.production(settings: settings, installation: installation)
        let hasChanged = try server.configure(configuration)
        guard root == "/", hasChanged || isNew else { return }
        if try server.reload() { say("nginx uses the certificate.") }
    }
}
