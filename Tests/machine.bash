# Debian 12s of one's own, with systemd as their first process, on a network with no way out.
#
#   source Tests/machine.bash
#   make_machine FOLDER              a fresh Debian 12
#   make_network HOST=ADDRESS...     network namespaces that know each other and nobody else; `ip netns exec HOST ...`
#   start_machine FOLDER HOST        boots it as a host of that network
#   on_machine HOST COMMAND...       runs something there
#   stop_machine HOST
#   remove_network
#
# As root; needs debootstrap, systemd-container and iproute2. The first Debian takes a minute, and is kept in
# .build-machine/. Names of hosts are the kernel's: a test puts its process number into them.

machine_checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
machine_run=${BATS_TEST_TMPDIR:-$(mktemp -d)}
machine_bridge=
declare -A machine_hosts=()

make_machine() {
    local kept=$machine_checkout/.build-machine/debian12
    if [ ! -e "$kept.ready" ]; then
        rm -rf "$kept"
        mkdir -p "${kept%/*}"
        debootstrap --variant=minbase \
            --include=systemd,systemd-sysv,dbus,iproute2,procps,ca-certificates,openssh-server,sudo,python3-minimal,curl \
            bookworm "$kept" http://deb.debian.org/debian >"$kept.log" 2>&1 || { tail -n 20 "$kept.log"; return 1; }
        printf 'deb http://deb.debian.org/%s main\n' 'debian bookworm' 'debian bookworm-updates' \
            'debian-security bookworm-security' >"$kept/etc/apt/sources.list"
        rm -f "$kept"/var/cache/apt/archives/*.deb
        touch "$kept.ready"
    fi
    mkdir -p "$1"
    cp -a --reflink=auto "$kept/." "$1/"
}

make_network() {
    local each host address
    machine_bridge=br$BASHPID
    ip netns add "$machine_bridge"
    ip -n "$machine_bridge" link add bridge type bridge
    ip -n "$machine_bridge" link set bridge up
    for each in "$@"; do
        host=${each%%=*} address=${each#*=}
        ip netns add "$host"
        machine_hosts[$host]=
        ip -n "$host" link add eth0 type veth peer name "$host" netns "$machine_bridge"
        ip -n "$machine_bridge" link set "$host" master bridge up
        ip -n "$host" link set lo up
        ip -n "$host" address add "$address" dev eth0
        ip -n "$host" link set eth0 up
    done
}

start_machine() {
    local folder=$1 host=$2 tries
    # With a cgroup of its own it can be started beside others; its units have sandboxes of their own, which need what
    # nspawn would forbid.
    systemd-nspawn --quiet --directory="$folder" --boot --register=no --keep-unit --console=pipe --link-journal=no \
        --resolv-conf=off --network-namespace-path="/run/netns/$host" --system-call-filter='@known' --capability=CAP_NET_ADMIN \
        --hostname="${host%%-*}" >"$machine_run/$host.log" 2>&1 3>&- </dev/null &
    machine_hosts[$host]=$!
    for tries in {1..600}; do
        # It says `degraded` with status 1.
        case $(on_machine "$host" systemctl is-system-running 2>/dev/null || true) in running | degraded) return 0 ;; esac
        if ! kill -0 "${machine_hosts[$host]}" 2>/dev/null; then break; fi
        sleep 0.1
    done
    echo "The machine did not start (try $tries):"
    tail -n 30 "$machine_run/$host.log"
    return 1
}

on_machine() {
    local host=$1 first
    shift
    first=$(pgrep -P "${machine_hosts[$host]}" | head -n 1)
    [ -n "$first" ] || return 1
    nsenter --target "$first" --mount --uts --ipc --net --pid --root --wdns=/ -- \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root "$@"
}

# As a power button does; then, where that takes long, as a power cut.
stop_machine() {
    local host=$1 first
    [ -n "${machine_hosts[$host]-}" ] || return 0
    first=$(pgrep -P "${machine_hosts[$host]}" | head -n 1)
    [ -z "$first" ] || kill -s RTMIN+4 "$first" 2>/dev/null || true
    timeout 20 tail --pid="${machine_hosts[$host]}" -f /dev/null || kill -KILL "$first" "${machine_hosts[$host]}" 2>/dev/null || true
    wait "${machine_hosts[$host]}" 2>/dev/null || true
    machine_hosts[$host]=
}

remove_network() {
    local host
    for host in "${!machine_hosts[@]}"; do
        stop_machine "$host"
        ip netns delete "$host" 2>/dev/null || true
    done
    machine_hosts=()
    [ -z "$machine_bridge" ] || ip netns delete "$machine_bridge" 2>/dev/null || true
    machine_bridge=
}
