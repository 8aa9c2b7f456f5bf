/// The paths of a production server, below a root that is `/` on the server itself.
///
/// What a release brings, what the owner keeps, and what changes stand apart: a deployment replaces the first, and
/// touches nothing else.
struct Installation {
    /// `/`, or the folder that a Debian is in.
    let root: String

    init(root: String = "/") {
        self.root = root
    }

    /// Where the path of the server is, seen from here.
    func file(_ path: String) -> String {
        root == "/" ? path : root + path
    }

    // As the server names them: units, nginx's configuration and links have these.
    static let home = "/srv/foobar"
    /// A folder for each release, named by when it was made.
    static let releases = home + "/releases"
    /// A symbolic link to the release that answers. What runs names this, and so follows the next rename.
    static let current = home + "/current"
    /// Programs that the owner drops in; they outlive releases.
    static let scripts = home + "/scripts"
    /// The data folder.
    static let data = home + "/var"
    static let backups = home + "/backups"
    /// The files of all releases that are kept, by the fingerprints that pages name them by.
    static let files = home + "/files"

    /// What the owner may change of the server itself.
    static let configuration = "/etc/foobar"
    static let settings = configuration + "/foobar.conf"
    /// Rendered from the current release's `nginx/`.
    static let webServer = configuration + "/nginx"

    /// Sockets of fcgiwrap's pools, and pids; gone with a restart of the machine.
    static let run = "/run/foobar"
    /// What nginx keeps of pages, and its temporary files.
    static let cache = "/var/cache/foobar"

    /// Where certbot puts its answers to the certificate authority, below `.well-known/acme-challenge/`.
    static let challenges = "/var/lib/foobar/acme"

    /// Whom programs, keeper and timers run as. nginx's workers are `www-data`.
    static let user = "foobar"
    static let webServerUser = "www-data"
}
