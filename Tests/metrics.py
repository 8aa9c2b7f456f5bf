"""metrics.py FILE [SAMPLE VALUE]...: exit 1 where Prometheus' own parser does not take FILE, where a name is none that its
conventions ask for (https://prometheus.io/docs/practices/naming/), or where a sample has another value."""
import re, sys
from prometheus_client.parser import text_string_to_metric_families

path, wanted = sys.argv[1], dict(zip(sys.argv[2::2], sys.argv[3::2]))
text = open(path).read()
faults, found, names = [], {}, set()
for family in text_string_to_metric_families(text):
    if not family.documentation.endswith((".", "0")):
        faults.append(f"{family.name} has no sentence for its help")
    if family.type not in ("counter", "gauge", "histogram"):
        faults.append(f"{family.name} is of type {family.type}")
    if family.name in names:
        faults.append(f"{family.name} stands there twice")
    names.add(family.name)
    if not re.fullmatch(r"foobar(_[a-z]+)+", family.name) or re.search(r"_(milliseconds|ms|minutes|hours|days|kilobytes|percent)\b", family.name):
        faults.append(f"{family.name} is no name for a metric, or not in a base unit")
    for sample in family.samples:
        if family.type == "counter" and not sample.name.endswith("_total"):
            faults.append(f"{sample.name} is a counter without _total")
        if family.type == "gauge" and sample.name.endswith(("_total", "_count", "_sum", "_bucket")):
            faults.append(f"{sample.name} is a gauge")
        key = sample.name + ("{%s}" % ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items())) if sample.labels else "")
        if key in found:
            faults.append(f"{key} stands there twice")
        found[key] = sample.value
    if family.type == "histogram":
        for route in {sample.labels["route"] for sample in family.samples}:
            buckets = [sample for sample in family.samples if sample.name.endswith("_bucket") and sample.labels["route"] == route]
            values = [sample.value for sample in buckets]
            ends = [float(sample.labels["le"]) for sample in buckets]
            if values != sorted(values) or ends != sorted(ends) or ends[-1] != float("inf"):
                faults.append(f"{family.name} of {route} is no histogram")
            if values[-1] != found.get(f'{family.name}_count{{route="{route}"}}'):
                faults.append(f"{family.name} of {route} does not count all")
if not text.endswith("\n"):
    faults.append("the last line has no end")
for sample, value in wanted.items():
    if found.get(sample) != float(value):
        faults.append(f"{sample} is {found.get(sample)}, not {value}")
sys.exit("\n".join(faults) or None)
