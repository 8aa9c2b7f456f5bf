"""guide.py HOME PORT FILE: runs all that a guide in Markdown shows, in the folder HOME, and compares what it prints.

- ```console: commands after "$ "; the lines between are what they print. "…" stands for anything.
- ```sh under a line that names no file: a script to run.
- any block under a line like "`cgi-bin/counter`:" is the text of that file.
- ```swift under no such line: a part of the site's own sources.
- Blocks of no language are words about a format.
"""
import os
import re
import subprocess
import sys

home, port, guide = sys.argv[1], sys.argv[2], sys.argv[3]
checkout = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def blocks(text):
    """(line number, language, path or None, content) of each fenced block."""
    lines = text.split("\n")
    index, path = 0, None
    while index < len(lines):
        fence = re.fullmatch(r"```(\w*)", lines[index])
        if fence:
            end = lines.index("```", index + 1)
            yield index + 1, fence[1], path, "\n".join(lines[index + 1:end]) + "\n"
            index, path = end, None
        elif lines[index]:
            named = re.fullmatch(r"`([^` ]+)`:", lines[index])
            path = named[1] if named else None
        index += 1


def pattern(expected):
    """A line of "…" is any lines, or none; elsewhere it is any text of its line."""
    parts = []
    for line in expected.splitlines():
        parts.append(r"(?:.*\n)*" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n")
    return "".join(parts)


class Shell:
    """One shell for all commands, so that what one exports the next has."""

    def __init__(self):
        self.process = subprocess.Popen(["bash", "--norc"], cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)

    def run(self, command):
        command = command.replace("localhost:8080", "localhost:" + port)
        self.process.stdin.write(f"{{ {command.rstrip()}\n}} </dev/null 2>&1; printf '\\n:done:%s\\n' $?\n")
        self.process.stdin.flush()
        output = ""
        while True:
            line = self.process.stdout.readline()
            if not line:
                sys.exit(f"The shell ended at: {command}\n{output}")
            if done := re.fullmatch(r":done:(\d+)\n", line):
                return int(done[1]), output[:-1].replace("\r", "").replace("localhost:" + port, "localhost:8080")
            output += line


def main():
    text = open(os.path.join(checkout, guide), encoding="utf-8").read()
    shell = Shell()
    ran = 0
    for number, language, path, content in blocks(text):
        where = f"{guide}:{number}"
        if path:
            if len(content.splitlines()) >= 30:
                sys.exit(f"{where}: {path} has 30 lines or more.")
            target = os.path.join(home, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="utf-8") as file:
                file.write(content)
        elif language == "console":
            for entry in re.split(r"^\$ ", content, flags=re.M)[1:]:
                command, _, expected = entry.partition("\n")
                status, output = shell.run(command)
                if not re.fullmatch(pattern(expected), output):
                    sys.exit(f"{where}: {command}\nshould print:\n{expected}\nand prints:\n{output}")
                if status:
                    sys.exit(f"{where}: {command}\nends with {status}.")
                ran += 1
        elif language == "sh":
            status, output = shell.run("(\nset -e\n" + content + ")")
            if status:
                sys.exit(f"{where}: ends with {status} and prints:\n{output}")
            ran += 1
        elif language == "swift":
            if not any(content in open(os.path.join(folder, name), encoding="utf-8").read()
                       for folder, _, names in os.walk(os.path.join(checkout, "Sources"))
                       for name in names if name.endswith(".swift")):
                sys.exit(f"{where}: this is in none of the site's sources.")
            ran += 1
        elif language:
            sys.exit(f"{where}: a block in {language} without the name of its file.")
    shell.process.stdin.close()
    print(f"{guide}: {ran} examples ran.")
    if ran < 3:
        sys.exit("Hardly any example was found.")


main()
