/// The units of systemd(1) that a server runs by, and the sandbox of each.
///
/// `systemd-analyze security` rates each of them; Tests/install.bats holds all under 3.0.
struct Units {
    let settings: ServerSettings
    /// Of the machine: a process of fcgiwrap answers one request at a time.
    let cores: Int

    static let folder = "/etc/systemd/system"

    /// Names and texts.
    var files: [(name: String, text: String)] {
        web + pools + [("foobar-keeper.service", keeper)] + mail + hooks + timers + replica + firewall + upgrades
    }

    /// What each service has: no way to more rights, nothing of the kernel's, a file system that can't be written save
    /// for what it names, no programs for another architecture.
    static let confined = """
        NoNewPrivileges=yes
        ProtectSystem=strict
        \(open)
        """

    /// The same without the two that a setgid program, as most mail servers have for `sendmail`, could not live with.
    static let open = """
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectHostname=yes
        ProtectClock=yes
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectKernelLogs=yes
        ProtectControlGroups=yes
        ProtectProc=invisible
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RemoveIPC=yes
        KeyringMode=private
        SystemCallArchitectures=native
        SystemCallFilter=@system-service landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp
        SystemCallErrorNumber=EPERM
        """

    /// For what needs no root, and no rights of root's.
    static let asPrograms = """
        User=\(Installation.user)
        Group=\(Installation.user)
        CapabilityBoundingSet=
        """

    var address: String { "Environment=FOOBAR_ADDRESS=https://\(settings.canonicalHost)" }
    static let command = Installation.current + "/bin/foobar"
}
