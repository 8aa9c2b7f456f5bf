import Site

/// What Prometheus reads, in its text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct Metrics {
    private(set) var text = ""

    init(_ totals: [String: RouteTotal], _ status: ServerStatus) {
        // A file that nginx sends by itself has no program; no program is called so.
        let routes = totals.map { (name: $0.key.isEmpty ? "nginx itself" : $0.key, total: $0.value) }.sorted { $0.name < $1.name }
        add("foobar_http_requests_total", "counter", "Requests that were answered, by program and class of status.", routes.flatMap { route in
            route.total.classes.enumerated().filter { $1 > 0 }.map { ("route=\"\(route.name)\",code=\"\($0 + 1)xx\"", "\($1)") }
        })
        add("foobar_http_response_bytes_total", "counter", "Bytes of bodies that were sent.", routes.map {
            ("route=\"\($0.name)\"", "\($0.total.bytes)")
        })
        addDurations(routes)
        let caches = CountedRequest.Cache.allCases.enumerated().map { index, state in
            ("status=\"\(state.rawValue.lowercased())\"", "\(totals.values.reduce(0) { $0 + $1.cache[index] })")
        }
        add("foobar_http_cache_requests_total", "counter", "Requests for pages that nginx may keep, by what it had at hand.", caches)
        if let connections = status.connections {
            add("foobar_nginx_connections", "gauge", "Open connections.", [
                ("state=\"reading\"", "\(connections.reading)"), ("state=\"writing\"", "\(connections.writing)"),
                ("state=\"waiting\"", "\(connections.waiting)"),
            ])
            add("foobar_nginx_connections_accepted_total", "counter", "Connections that were accepted.", [("", "\(connections.accepted)")])
            add("foobar_nginx_connections_handled_total", "counter", "Connections that were not refused for want of room.", [("", "\(connections.handled)")])
        }
        add("foobar_database_size_bytes", "gauge", "The database's file.", status.databases.map { ("database=\"\($0.name)\"", "\($0.size)") })
        add("foobar_database_log_size_bytes", "gauge", "The database's write-ahead log.", status.databases.map { ("database=\"\($0.name)\"", "\($0.log)") })
        add("foobar_log_size_bytes", "gauge", "nginx's logs, rotated ones too.", [("", "\(status.logs)")])
        add("foobar_disk_size_bytes", "gauge", "The disk that the data folder is on.", [("", "\(status.diskSize)")])
        add("foobar_disk_free_bytes", "gauge", "What is free of it.", [("", "\(status.diskFree)")])
        if let certificate = status.certificate {
            add("foobar_certificate_end_timestamp_seconds", "gauge", "When the certificate ends.", [("domain=\"\(certificate.domain)\"", "\(certificate.end)")])
        }
        if let backup = status.backup {
            add("foobar_backup_last_timestamp_seconds", "gauge", "When the last backup was made that is whole.", [("", "\(backup.at)")])
            add("foobar_backup_size_bytes", "gauge", "That backup.", [("", "\(backup.size)")])
            add("foobar_backup_failed", "gauge", "Whether the last try failed: 1 or 0.", [("", backup.fault.isEmpty ? "0" : "1")])
            add("foobar_restore_check_timestamp_seconds", "gauge", "When a backup was last restored to see whether it is sound.", [("", "\(backup.checkedAt)")])
            add("foobar_restore_check_failed", "gauge", "Whether it was not: 1 or 0.", [("", backup.checkFault.isEmpty ? "0" : "1")])
        }
        if let replica = status.replica {
            add("foobar_replica_timestamp_seconds", "gauge", "Up to when what was written is elsewhere.", [("", "\(replica.at)")])
        }
        if !status.release.isEmpty {
            add("foobar_release_info", "gauge", "The release that answers; always 1.", [("release=\"\(status.release)\"", "1")])
        }
        add("foobar_metrics_timestamp_seconds", "gauge", "When these were counted: once a minute.", [("", "\(status.at)")])
    }

    private mutating func addDurations(_ routes: [(name: String, total: RouteTotal)]) {
        let name = "foobar_http_request_duration_seconds"
        head(name, "histogram", "From a request's first byte to its answer's last.")
        for route in routes {
            var sum = 0
            for (end, count) in zip(RouteTotal.ends.map(Self.seconds) + ["+Inf"], route.total.durations) {
                sum += count
                text += "\(name)_bucket{route=\"\(route.name)\",le=\"\(end)\"} \(sum)\n"
            }
            text += "\(name)_sum{route=\"\(route.name)\"} \(Self.seconds(route.total.milliseconds))\n"
            text += "\(name)_count{route=\"\(route.name)\"} \(sum)\n"
        }
    }

    private static func seconds(_ milliseconds: Int) -> String {
        guard milliseconds % 1_000 != 0 else { return "\(milliseconds / 1_000)" }
        var rest = "\(1_000 + milliseconds % 1_000)".dropFirst()
        while rest.last == "0" { rest.removeLast() }
        return "\(milliseconds / 1_000).\(rest)"
    }

    private mutating func head(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    private mutating func add(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: String)]) {
        guard !samples.isEmpty else { return }
        head(name, kind, help)
        for (labels, value) in samples { text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n" }
    }
}
