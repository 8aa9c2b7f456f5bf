/// What a new route begins with: a form whose names are kept and listed; in C, one that is answered.
extension NewRoute {
    static let swift = #"""
        import CGI
        import HTML
        import Site
        import Web

        let route = Route(
            "@NAME@", "What @NAME@ is for, in a line.",
            methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.members, .own], body: 4_096)

        route.run { context in
            let database = try context.database("@NAME@", schema)
            let name = TypedText(line: context.request.form["name"], limit: 60)
            if context.request.method == .post, !name.isEmpty, !name.isTooLong {
                try database.run("INSERT INTO guest (name) VALUES (?)", name.text)
                return context.redirect(to: "/@NAME@", .seeOther)
            }
            var guests = HTML()
            try database.query("SELECT name FROM guest ORDER BY id DESC LIMIT 100") { guests += "<li>\($0.bytes(0))</li>\n" }
            var form = Form(action: "/@NAME@")
            form.field("name", "Your name", value: try context.viewer?.shown ?? "", limit: 60, isRequired: true)
            return try context.page(Page(title: "@TITLE@", "\(form.html("Say hello"))<ul>\n\(guests)</ul>\n"))
        }

        """#

    static let schema = #"""
        import SQLite

        /// The database of @NAME@. A later form is one more migration.
        let schema = Migrations(version: 1, needed: 1, [
            Migration(version: 1, readableFrom: 1, statements: [
                "CREATE TABLE guest (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
            ]),
        ])

        """#

    static let sh = #"""
        #!/bin/sh
        # foobar: methods=GET,HEAD,POST pool=quick cache=none body=100000 help=What @NAME@ is for, in a line.
        # shellcheck disable=SC2154
        set -eu

        sql() {
            "$FOOBAR_TOOLS/sql" @NAME@ "CREATE TABLE IF NOT EXISTS guest (id INTEGER PRIMARY KEY, name TEXT NOT NULL); $1" "$2"
        }

        eval "$("$FOOBAR_TOOLS/form" name)"
        if [ "$REQUEST_METHOD" = POST ] && [ -n "$name" ]; then
            sql 'INSERT INTO guest (name) VALUES (substr(?1, 1, 60))' "$name"
            printf 'Status: 303 See Other\nLocation: /@NAME@\n\n'
            exit
        fi

        {
            cat <<'HTML'
        Title: @TITLE@

        <form method="post" action="/@NAME@">
        <div class="field"><label for="name">Your name</label><input type="text" id="name" name="name" maxlength="60" required></div>
        <p class="buttons"><button>Say hello</button></p>
        </form>
        <ul>
        HTML
            sql "SELECT '<li>' || html(name) || '</li>' FROM guest ORDER BY id DESC LIMIT ?1" 100
            echo '</ul>'
        } | "$FOOBAR_TOOLS/frame"

        """#

    static let python = #"""
        #!/usr/bin/env python3
        # foobar: methods=GET,HEAD,POST pool=quick cache=none body=100000 help=What @NAME@ is for, in a line.
        import json
        import os
        import subprocess

        TOOLS = os.environ["FOOBAR_TOOLS"]


        def sql(statement, *values):
            script = "CREATE TABLE IF NOT EXISTS guest (id INTEGER PRIMARY KEY, name TEXT NOT NULL); " + statement
            return subprocess.check_output([TOOLS + "/sql", "@NAME@", script, *values], text=True)


        form = subprocess.run([TOOLS + "/form"], stdout=subprocess.PIPE, text=True)
        if form.returncode:
            os.execl(TOOLS + "/frame", "frame", form.stdout.strip())
        name = json.loads(form.stdout).get("name", "")[:60]

        if os.environ["REQUEST_METHOD"] == "POST" and name:
            sql("INSERT INTO guest (name) VALUES (?1)", name)
            print("Status: 303 See Other\nLocation: /@NAME@\n")
        else:
            page = f"""Title: @TITLE@

        <form method="post" action="/@NAME@">
        <div class="field"><label for="name">Your name</label><input type="text" id="name" name="name" maxlength="60" required></div>
        <p class="buttons"><button>Say hello</button></p>
        </form>
        <ul>
        {sql("SELECT '<li>' || html(name) || '</li>' FROM guest ORDER BY id DESC LIMIT 100")}</ul>
        """
            subprocess.run([TOOLS + "/frame"], input=page, text=True, check=True)

        """#

    static let perl = #"""
        #!/usr/bin/env perl
        # foobar: methods=GET,HEAD,POST pool=quick cache=none body=100000 help=What @NAME@ is for, in a line.
        use v5.30;
        use warnings;
        use JSON::PP;

        my $tools = $ENV{FOOBAR_TOOLS};

        # What one of the site's tools prints. No shell reads its arguments.
        sub tool {
            my ($name, @arguments) = @_;
            open my $output, '-|', "$tools/$name", @arguments or die "$name: $!";
            local $/;
            return scalar <$output>;
        }

        sub sql {
            my ($statement, @values) = @_;
            return tool('sql', '@NAME@', "CREATE TABLE IF NOT EXISTS guest (id INTEGER PRIMARY KEY, name TEXT NOT NULL); $statement", @values);
        }

        my $form = tool('form');
        exec "$tools/frame", $form =~ s/\s//r if $form !~ /^\{/;
        my $name = JSON::PP->new->decode($form)->{name} // '';

        if ($ENV{REQUEST_METHOD} eq 'POST' && $name ne '') {
            sql('INSERT INTO guest (name) VALUES (substr(?1, 1, 60))', $name);
            print "Status: 303 See Other\nLocation: /@NAME@\n\n";
            exit;
        }
        my $guests = sql(q{SELECT '<li>' || html(name) || '</li>' FROM guest ORDER BY id DESC LIMIT 100});
        open my $frame, '|-', "$tools/frame" or die "frame: $!";
        print $frame <<"HTML";
        Title: @TITLE@

        <form method="post" action="/@NAME@">
        <div class="field"><label for="name">Your name</label><input type="text" id="name" name="name" maxlength="60" required></div>
        <p class="buttons"><button>Say hello</button></p>
        </form>
        <ul>
        $guests</ul>
        HTML
        close $frame;

        """#

    static let c = #"""
        /* @NAME@: what it is for, in a line. */
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        static int digit(char c) {
            return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        }

        /* Writes a field of the query as HTML. */
        static void write_field(FILE *out, const char *field) {
            for (; *field && *field != '&'; field++) {
                char c = *field == '+' ? ' ' : *field;
                if (c == '%' && digit(field[1]) >= 0 && digit(field[2]) >= 0) {
                    c = (char)(digit(field[1]) << 4 | digit(field[2]));
                    field += 2;
                }
                const char *reference = c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : NULL;
                if (reference) fputs(reference, out);
                else if (c) fputc(c, out);
            }
        }

        int main(void) {
            const char *query = getenv("QUERY_STRING");
            /* The site's layout comes from a tool, which reads what this program writes. */
            FILE *page = popen("exec \"$FOOBAR_TOOLS/frame\"", "w");
            if (!page) return 1;
            /* A body is read to its end, whoever wants it. */
            while (getchar() != EOF) {}
            fputs("Title: @TITLE@\n\n", page);
            if (query && strncmp(query, "name=", 5) == 0) {
                fputs("<p>Hello, ", page);
                write_field(page, query + 5);
                fputs(".</p>\n", page);
            }
            fputs("<form action=\"/@NAME@\">\n<div class=\"field\"><label for=\"name\">Your name</label>"
                  "<input type=\"text\" id=\"name\" name=\"name\" maxlength=\"60\" required></div>\n"
                  "<p class=\"buttons\"><button>Say hello</button></p>\n</form>\n", page);
            return pclose(page) ? 1 : 0;
        }

        """#

    static let guestsTest = #"""
        #!/usr/bin/env bats
        load cgi

        @test "it shows its form" {
            get /@NAME@
            assert_status 200
            assert_html h1 '@TITLE@'
            assert_html 'form[method=post] button' 'Say hello'
        }

        @test "it keeps what was sent, and shows it as text" {
            post /@NAME@ 'name=Ann <b>'
            assert_status 303
            get /@NAME@
            assert_html li 'Ann <b>'
        }

        @test "another site's page changes nothing" {
            post /@NAME@ name=Eve --header 'Sec-Fetch-Site: cross-site'
            assert_status 403
            get /@NAME@
            refute_html li Eve
        }

        """#

    static let greetingTest = #"""
        #!/usr/bin/env bats
        load cgi

        @test "it shows its form" {
            get /@NAME@
            assert_status 200
            assert_html h1 '@TITLE@'
            assert_html 'form button' 'Say hello'
        }

        @test "it answers by name, as text" {
            get '/@NAME@?name=Ann+%3Cb%3E'
            assert_html p 'Hello, Ann <b>.'
        }

        """#
}
