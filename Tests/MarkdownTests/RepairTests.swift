import Markdown
import Testing

/// HTML that a validator would refuse, and what it becomes.
@Suite struct RepairTests {
    @Test(arguments: [
        ("<h1>a</h1><h4>b</h4><h2>c</h2>", "<h2 id=\"u-a\">a</h2>\n<h3 id=\"u-b\">b</h3>\n<h3 id=\"u-c\">c</h3>\n"),
        ("<center><font color=red>a</font></center>", "<p>a</p>\n"),
        ("<tt>a</tt> <strike>b</strike> <acronym title=c>d</acronym> <big>e</big>",
         "<p><code>a</code> <s>b</s> <abbr title=\"c\">d</abbr> e</p>\n"),
        ("<img src=a align=right width=10px height=x>",
         "<p><img src=\"a\" alt=\"\" width=\"10\" class=\"alignright\" loading=\"lazy\"></p>\n"),
        ("<b>a<p>b</p></b>", "<p><b>a</b></p>\n<p><b>b</b></p>\n"),
        ("<a href=/x><h2>a</h2><p>b</p></a>",
         "<h2 id=\"u-a\"><a href=\"/x\">a</a></h2>\n<p><a href=\"/x\">b</a></p>\n"),
        ("<a href=/x>a<a href=/y>b</a></a>", "<p><a href=\"/x\">a</a><a href=\"/y\">b</a></p>\n"),
        ("<ul>a<li>b</li><ul><li>c</li></ul></ul>",
         "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
        ("<li>a<li>b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<dl><dd>a</dd><dt>b</dt></dl>", "<p>a</p>\n<dl>\n<dt>b</dt>\n<dd></dd>\n</dl>\n"),
        ("<table><tr><td align=right>a<tr></tr></table>",
         "<div class=\"scroll\">\n<table>\n<tbody>\n<tr>\n<td class=\"alignright\">a</td>\n</tr>\n</tbody>\n</table>\n</div>\n"),
        ("<table><tr><td rowspan=9 colspan=3>a</table>",
         "<div class=\"scroll\">\n<table>\n<tbody>\n<tr>\n<td>a</td>\n</tr>\n</tbody>\n</table>\n</div>\n"),
        ("<div class='wp-caption alignleft'><img src=a alt=b><p class=wp-caption-text>c</p></div>",
         "<figure class=\"alignleft\"><img src=\"a\" alt=\"b\" loading=\"lazy\">\n<figcaption>c</figcaption>\n</figure>\n"),
        ("<details>a</details>", "<details>\n<summary>Details</summary>\n<p>a</p>\n</details>\n"),
        ("<pre>\n\na\n  b</pre>", "<pre>\n\na\n  b</pre>\n"),
        ("<h2><div>a</div><div>b</div></h2>", "<h2 id=\"u-a-b\">a b</h2>\n"),
        ("<div dir=rtl>a</div>", "<div dir=\"rtl\">\n<p>a</p>\n</div>\n"),
        ("<p>&nbsp;</p><p></p><p><br></p><strong></strong>", ""),
        ("<ruby>a<rt>b</ruby><rt>c", "<p><ruby>a<rt>b</rt></ruby>c</p>\n"),
        ("</p></div>a</b>", "<p>a</p>\n"),
        ("<section><h1>a</h1></section><foo-bar>b</foo-bar>", "<h2 id=\"u-a\">a</h2>\n<p>b</p>\n"),
    ])
    func repaired(_ source: String, _ expected: String) {
        let html = SafeHTML(html: source).string
        #expect(html == expected)
        #expect(SafeHTML(html: html).string == html)
    }
}
