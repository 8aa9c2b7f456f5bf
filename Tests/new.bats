#!/usr/bin/env bats
# foobar new: what it makes passes its own test as it is, in every language.
load server

setup() {
    make_home
    cp "$checkout/cgi-bin/fallback" "$home/cgi-bin/"
    mkdir -p "$home/Tests" "$home/Sources/cgi-bin"
    ln -s "$checkout/Tests/cgi.bash" "$checkout/Tests/select" "$home/Tests/"
    ln -s "$checkout/.build-tools" "$home/"
    cp "$checkout/Package.swift" "$home/"
    export FOOBAR_HOME=$home
}

# made NAME TESTS: its own tests pass, and there are so many.
made() {
    run env --ignore-environment PATH=/usr/local/bin:/usr/bin:/bin HOME="$HOME" bats "$home/Tests/$1.bats"
    echo "$output"
    [ "$status" -eq 0 ] && [ "$(grep -c '^ok ' <<<"$output")" = "$2" ]
}

@test "sh, Python and Perl" {
    for language in sh python perl; do
        "$foobar" new "try-$language" --lang "$language"
        [ -x "$home/cgi-bin/try-$language" ]
        made "try-$language" 3
    done
    shellcheck "$home/cgi-bin/try-sh"
}

@test "C, by the command that it names" {
    run "$foobar" new try --lang c
    command=$(sed -n 's/^Compile it: *//p' <<<"$output")
    (cd "$home" && sh -c "$command -Wextra -Werror")
    made try 2
}

@test "Swift, without a warning; its name goes into the manifest" {
    "$foobar" new try_it
    [ "$(diff "$checkout/Package.swift" "$home/Package.swift" | grep -c '^[<>]')" = 1 ]
    diff "$checkout/Package.swift" "$home/Package.swift" | grep -qx '>     "try_it",'
    "$checkout/Tests/compile-route" "$home" try_it
    made try_it 3
}

@test "a name that can't be is refused, and nothing is made or changed" {
    touch "$home/Tests/taken.bats"
    before=$(cd "$home" && find . -type f -exec sha256sum {} + | sort)
    for name in fallback posts taken style.css Hello 9lives -x a/b ../a 'a b' a.b é "" uploads "$(printf 'a%.0s' {1..41})"; do
        run "$foobar" new --lang sh -- "$name"
        echo "$name: $output"
        [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    done
    for name in keeper site foobar web tool-form; do
        run "$foobar" new "$name"
        [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    done
    run "$foobar" new try --lang cobol
    [ "$status" -eq 64 ]
    [ "$(cd "$home" && find . -type f -exec sha256sum {} + | sort)" = "$before" ]
}
