extension Fault {
    /// What is wrong, with the program as what it is said of.
    var problem: String {
        switch self {
        case .notExecutable: "can't be run, and 'fallback' answers in its place"
        case .notStarted(let reason): "does not start: \(reason)"
        case .wrongDeclaration(let reason): "declares what can't be followed: \(reason)"
        case .endless: "has not ended after \(Int(ProbeRun.timeLimit)) seconds"
        case .tooLarge: "writes more than \(ProbeRun.sizeLimit >> 20) MB"
        case .empty(let ending): "answers nothing, and ends with \(ending)"
        case .noHeaderEnd: "has no empty line between its header fields and its body"
        case .statusLine: "begins with a status line of HTTP"
        case .noField(let line): "has a line '\(line)' among its header fields that is none"
        case .noContentType: "has a body and no Content-Type"
        case .repeated(let field): "gives \(field) more than once"
        case .badStatus(let value): "answers 'Status: \(value)'"
        case .badLocation(let value): "leads to 'Location: \(value)'"
        case .injected: "lets whoever asks write header fields of her own into the answer"
        case .unescaped: "writes into its page what a stranger sent, as HTML"
        case .crashed(let ending): "is ended by \(ending) after it has begun to answer"
        case .failed(let ending): "ends with \(ending) after it has answered that all is well"
        case .leftChild: "leaves a process behind that holds its standard output or standard error"
        case .unread: "ends without having read the body"
        case .wroteFirst: "writes its answer before it has read the body"
        case .bodyForHead: "answers HEAD with a body"
        case .anyMethod(let status): "answers \(status) to a method that nobody knows"
        }
    }

    /// Where RFC 3875 says so, and what comes of it here.
    var reason: String {
        switch self {
        case .notExecutable, .notStarted: "section 3.4: the server runs the script as a program."
        case .wrongDeclaration: "it is served as if it declared nothing; './foobar routes --help' tells what can be declared."
        case .endless: "section 6.1: the server MAY end a script that gives no answer; here the reader waits for a minute, and one of a few processes with her."
        case .tooLarge: "section 6.4: the server MUST read it all; here it lies in memory or on the disk until the reader has got it."
        case .empty: "section 6.1: a script MUST always provide a non-empty response; nginx answers 502."
        case .noHeaderEnd: "section 6.2: a response is header fields, an empty line, and the body."
        case .statusLine: "section 5: that is for NPH scripts, which speak to the client by themselves; nginx takes it for a header field."
        case .noField: "section 6.3: each field is 'name: value' on a line of its own, with no space before the colon."
        case .noContentType: "section 6.3.1: if a body is returned, the script MUST supply a Content-Type field."
        case .repeated: "section 6.3: each CGI field MUST NOT appear more than once."
        case .badStatus: "section 6.3.3: it has a code of three digits and a reason."
        case .badLocation: "section 6.3.2: it is a whole address, or a path that begins with /."
        case .injected: "section 6.3: a header field is one line; what came from outside had a line's end in it."
        case .unescaped: "section 4.1.7 leaves it to the script to read what clients send; whoever follows a link would run its sender's script in her own name."
        case .crashed: "section 6.2: a response is whole or it is none; here the reader gets half of a page."
        case .failed: "section 6.3.3: what went wrong is said by Status; an exit status reaches nobody."
        case .leftChild: "section 6.4: the body ends where the file does; the server waits a second for that, and ends what is left."
        case .unread: "section 4.2 does not oblige it to, but fcgiwrap does: it answers 502 in its place."
        case .wroteFirst: "section 4.2 lets it, but fcgiwrap hands over the whole body first: both wait for each other, for ever."
        case .bodyForHead: "section 4.3.3: a script MUST NOT; nginx leaves it out."
        case .anyMethod: "section 6.1: the script MUST check REQUEST_METHOD; section 6.3.3: 405 and 501 say no."
        }
    }

    var remedy: String {
        switch self {
        case .notExecutable: "chmod +x the program."
        case .notStarted: "Its first line should name what runs it, like #!/bin/sh, and end without a carriage return."
        case .wrongDeclaration: "Write the line as it is meant, or take it away."
        case .endless: "End it by itself: alarm(10) in most languages, 'timeout' before what may take long in sh."
        case .tooLarge: "Answer a page of it at a time, or write a file and send a link."
        case .empty: "Print at least 'Content-Type: text/plain', an empty line and a word, also where something went wrong."
        case .noHeaderEnd: #"Print an empty line after the last header field: printf '\r\n'. A plain \n does too."#
        case .statusLine: "Print 'Status: 404 Not Found' in its place."
        case .noField: "Print each as 'Name: value', and the body after an empty line only."
        case .noContentType: "Print 'Content-Type: text/html; charset=utf-8' before the empty line."
        case .repeated: "Print it once."
        case .badStatus: "Print it like 'Status: 404 Not Found'."
        case .badLocation: "Print it like 'Location: /posts', with a Status of 303 after a form."
        case .injected: #"Take \r and \n out of all that goes into a header field, or percent-encode it."#
        case .unescaped: "Write &lt; for <, &amp; for &, &quot; for \" and &#39; for ' in all that comes from outside."
        case .crashed: "Do what can fail first; print the answer last, all at once."
        case .failed: "Print 'Status: 500 Internal Server Error' where something failed, before anything else, and exit 0."
        case .leftChild: "Wait for it, or let a timer start it: nothing of a script outlives its request."
        case .unread: "Read standard input to its end before anything else: cat >/dev/null, sys.stdin.buffer.read()."
        case .wroteFirst: "Read standard input to its end before the first word is written."
        case .bodyForHead: "End after the empty line where REQUEST_METHOD is HEAD."
        case .anyMethod: "Answer 'Status: 405 Method Not Allowed' and an Allow field where REQUEST_METHOD is none of yours."
        }
    }
}
