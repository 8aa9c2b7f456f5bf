import Testing
@testable import foobar

@Suite struct TemplateTagsTests {
    @Test(arguments: [
        ("[a]({{ \"/x/\" | url }})", "[a](/x/)"),
        ("{{ '/x' | relative_url }} {{site.baseurl}}/y", "/x /y"),
        ("{% image \"a/b c.png\" \"A so-\"good\"-one\" %}", "<img src=\"/a/b%20c.png\" alt=\"A so-&quot;good&quot;-one\">"),
        ("{% image_with_class \"/a.png\" \"wide\" \"alt\" %}", "<img src=\"/a.png\" alt=\"alt\">"),
        ("{% raw %}{{ \"/x\" | url }}{% endraw %}", "{{ \"/x\" | url }}"),
        ("{%- comment -%}gone{%- endcomment -%}x", "x"),
        ("`{{ \"/x\" | url }}` {{ \"/x\" | url }}", "`{{ \"/x\" | url }}` /x"),
        ("```\n{{ \"/x\" | url }}\n```\n{{ \"/x\" | url }}", "```\n{{ \"/x\" | url }}\n```\n/x"),
        ("~~~\n{{ \"/x\" | url }}\n```\n~~~\n", "~~~\n{{ \"/x\" | url }}\n```\n~~~\n"),
        ("A ` alone {{ \"/x\" | url }}", "A ` alone /x"),
        ("{% highlight swift %}\nlet a = 1\n{% endhighlight %}", "```swift\nlet a = 1\n```"),
        ("{{< youtube abc >}}", "<https://www.youtube.com/watch?v=abc>"),
        ("{% post_url 2015-01-02-a-b %}", "/2015/01/02/a-b/"),
        ("# A\n{: .big}\n", "# A\n\n"),
        ("{{ page.hero }}", "/h.png"),
        ("{ {{ {% {%%} {{}} {:", "{ {{ {% {%%} {{}} {:"),
    ])
    func becomeWhatTheyMeant(_ source: String, _ expected: String) {
        var tags = TemplateTags(variable: { $0 == "hero" ? "/h.png" : nil })
        #expect(tags.expand(source) == expected)
    }

    @Test func thoseUnknownStayAndAreCounted() {
        var tags = TemplateTags(variable: { _ in nil })
        let source = "{{ \"x\" | team_link }} {% include y.html %} {{ your name }}"
        #expect(tags.expand(source) == source)
        #expect(tags.unknown == ["{{ … | team_link }}", "{% include %}"])
    }
}
