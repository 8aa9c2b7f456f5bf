// confine: starts a program that nobody here knows, locked into its profile. nginx has it started in the program's place.
//
//     FOOBAR_SCRIPT     the program
//     FOOBAR_PROFILES   the file with the owner's profiles; there need be none
//
// The program runs as a child. What is done for it outside of its sandbox (`viewer`, `mail`, `limit`), the time that it
// has, and what it leaves behind are seen to here.

import CSandbox
import Glibc
import Sandbox
import Site

guard let script = Script() else {
    Script.say("confine", "this runs a program for nginx, which names it in FOOBAR_SCRIPT.")
    exit(64)
}
guard access(script.path, X_OK) == 0 else { script.refuse("403 Forbidden") }
let setting = SandboxSetting()
if setting.isDemanded {
    let lacks = SandboxLayers.missing(setting)
    if !lacks.isEmpty {
        script.say(SandboxError(lacks: lacks).description)
        script.refuse("503 Service Unavailable")
    }
}
let profile: ScriptProfile
do {
    profile = try script.profile()
} catch {
    script.say("\(error). It is not run before that is mended.")
    script.refuse("500 Internal Server Error")
}
if setting.isOff { script.start() }
confine(script, to: profile, setting)

/// Runs it in its sandbox, and ends as it ends.
func confine(_ script: Script, to profile: ScriptProfile, _ setting: SandboxSetting) -> Never {
    var blocked = sigset_t()
    let children = watch_children(&blocked)
    _ = adopt_orphans()
    let scratch = script.makeScratch()
    var handover: [Int32] = [-1, -1]
    _ = socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0, &handover)
    let parent = getpid()
    let child = fork_process()
    if child == 0 {
        _ = end_with_parent()
        if getppid() != parent { _exit(1) }
        sigprocmask(SIG_SETMASK, &blocked, nil)
        script.lock(into: profile, setting, scratch: scratch, askingBy: handover[1])
        script.start()
    }
    guard child > 0 else {
        script.say("it could not be started: \(String(cString: strerror(errno)))")
        script.refuse("503 Service Unavailable")
    }
    // The body, and the end of the answer, are the program's alone.
    close_onto_nothing(STDIN_FILENO)
    close_onto_nothing(STDOUT_FILENO)
    signal(SIGPIPE, SIG_IGN)
    close(handover[1])
    var watch = Watch(script: script, child: child, children: children, handover: handover[0], seconds: profile.seconds)
    let ending = watch.untilEnd()
    script.remove(scratch: scratch)
    ending.exit()
}
