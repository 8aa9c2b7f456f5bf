import JSON

extension ServerStatus {
    init?(_ value: JSONValue) {
        guard let at = value["at"]?.int else { return nil }
        self.init(at: at)
        release = value["release"]?.string ?? ""
        windows = (value["windows"]?.array ?? []).compactMap { TrafficWindow($0) }
        databases = (value["databases"]?.array ?? []).map { each in
            StoredDatabase(name: each["name"]?.string ?? "", size: each["size"]?.int ?? 0, log: each["log"]?.int ?? 0)
        }
        logs = value["logs"]?.int ?? 0
        diskFree = value["disk_free"]?.int ?? 0
        diskSize = value["disk_size"]?.int ?? 0
        if let each = value["certificate"], let end = each["end"]?.int {
            certificate = Certificate(domain: each["domain"]?.string ?? "", end: end)
        }
        if let each = value["backup"] {
            var backup = Backup()
            backup.at = each["at"]?.int ?? 0
            backup.size = each["size"]?.int ?? 0
            backup.fault = each["fault"]?.string ?? ""
            backup.checkedAt = each["checked_at"]?.int ?? 0
            backup.checkFault = each["check_fault"]?.string ?? ""
            self.backup = backup
        }
        if let each = value["replica"] {
            replica = Replica(at: each["at"]?.int ?? 0, fault: each["fault"]?.string ?? "")
        }
        if let each = value["connections"] {
            func number(_ name: String) -> Int { each[name]?.int ?? 0 }
            connections = Connections(
                active: number("active"), reading: number("reading"), writing: number("writing"), waiting: number("waiting"),
                accepted: number("accepted"), handled: number("handled"))
        }
    }

    /// As it is written down, and as `foobar status --json` prints it.
    public var json: JSON {
        var json = JSON()
        json.object {
            $0.member("at", at)
            $0.member("release", release)
            $0.member("windows") { $0.array { for window in windows { window.write(to: &$0) } } }
            $0.member("databases") { list in
                list.array { list in
                    for each in databases {
                        list.object {
                            $0.member("name", each.name)
                            $0.member("size", each.size)
                            $0.member("log", each.log)
                        }
                    }
                }
            }
            $0.member("logs", logs)
            $0.member("disk_free", diskFree)
            $0.member("disk_size", diskSize)
            if let certificate {
                $0.member("certificate") { $0.object {
                    $0.member("domain", certificate.domain)
                    $0.member("end", certificate.end)
                } }
            }
            if let backup {
                $0.member("backup") { $0.object {
                    $0.member("at", backup.at)
                    $0.member("size", backup.size)
                    $0.member("fault", backup.fault)
                    $0.member("checked_at", backup.checkedAt)
                    $0.member("check_fault", backup.checkFault)
                } }
            }
            if let replica {
                $0.member("replica") { $0.object {
                    $0.member("at", replica.at)
                    $0.member("fault", replica.fault)
                } }
            }
            if let connections {
                $0.member("connections") { $0.object {
                    $0.member("active", connections.active)
                    $0.member("reading", connections.reading)
                    $0.member("writing", connections.writing)
                    $0.member("waiting", connections.waiting)
                    $0.member("accepted", connections.accepted)
                    $0.member("handled", connections.handled)
                } }
            }
        }
        return json
    }
}

extension TrafficWindow {
    init?(_ value: JSONValue) {
        guard let span = value["since"]?.string.flatMap(Span.init(rawValue:)), let start = value["start"]?.int else { return nil }
        self.init(span, start: start)
        whole = value["whole"].map { TrafficFigures($0) } ?? TrafficFigures()
        steps = (value["steps"]?.array ?? []).map { TrafficFigures($0) }
        routes = (value["routes"]?.array ?? []).map { ($0["route"]?.string ?? "", TrafficFigures($0)) }
    }

    func write(to json: inout JSON) {
        json.object {
            $0.member("since", span.rawValue)
            $0.member("start", start)
            $0.member("step", span.step)
            $0.member("whole") { $0.object { whole.write(to: &$0) } }
            $0.member("steps") { $0.array { for step in steps { $0.object { step.write(to: &$0) } } } }
            $0.member("routes") { $0.array { for route in routes {
                $0.object {
                    $0.member("route", route.name)
                    route.figures.write(to: &$0)
                }
            } } }
        }
    }
}

extension TrafficFigures {
    init(_ value: JSONValue) {
        self.init()
        guard case .object(let members) = value else { return }
        for member in members {
            guard let number = member.value.int else { continue }
            switch member.name {
            case "requests": requests = number
            case "errors": errors = number
            case "refused": refused = number
            case "bytes": bytes = number
            case "hits": hits = number
            case "asked": asked = number
            case "p50_ms": p50 = number
            case "p99_ms": p99 = number
            case "slowest_ms": slowest = number
            default: break
            }
        }
    }

    func write(to json: inout JSON) {
        json.member("requests", requests)
        guard requests > 0 else { return }
        json.member("errors", errors)
        json.member("refused", refused)
        json.member("bytes", bytes)
        json.member("hits", hits)
        json.member("asked", asked)
        json.member("p50_ms", p50)
        json.member("p99_ms", p99)
        json.member("slowest_ms", slowest)
    }
}
