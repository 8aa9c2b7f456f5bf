/// The part of an address that names one thing: `[a-z0-9-]`, made from words in any script.
///
/// Latin letters lose their marks; Greek, Cyrillic and a few others are transliterated; what is in no table is left
/// out. The same words always make the same slug.
public enum Slug {
    /// The longest slug, in bytes.
    public static let longest = 80

    /// A slug of the words, cut at the end of a word; empty where nothing in them can be written so.
    public static func of(_ words: String) -> String {
        var slug: [UInt8] = []
        var gap = false
        for scalar in words.unicodeScalars {
            guard let letters = transliteration(of: scalar) else {
                gap = true
                continue
            }
            if letters.isEmpty { continue }
            if gap, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
            gap = false
            slug += letters.utf8
        }
        if slug.count > longest {
            let end = slug[...longest].lastIndex(of: UInt8(ascii: "-")) ?? longest
            slug.removeSubrange((end < longest / 2 ? longest : end)...)
        }
        return String(decoding: slug, as: UTF8.self)
    }

    /// A slug of the words, or, where they make none, one that is the same for the same words: `prefix` and a number
    /// in base 16 (FNV-1a of their UTF-8).
    public static func of(_ words: String, orElse prefix: String) -> String {
        let slug = of(words)
        if !slug.isEmpty { return slug }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in words.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "\(prefix)-\(String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16))"
    }

    /// The slug itself, or with the first number from 2 on that makes it free.
    public static func free(_ slug: String, isTaken: (String) throws -> Bool) rethrows -> String {
        if try !isTaken(slug) { return slug }
        var number = 2
        while try isTaken("\(slug)-\(number)") { number += 1 }
        return "\(slug)-\(number)"
    }

    /// The ASCII letters for one character; empty for one that only marks another; nil for a gap between words.
    private static func transliteration(of scalar: Unicode.Scalar) -> String? {
        let value = scalar.value
        switch value {
        case 0x30...0x39, 0x61...0x7A: return String(Character(scalar))
        case 0x41...0x5A: return String(Character(Unicode.Scalar(UInt8(value + 32))))
        // An apostrophe joins, as in "don't".
        case 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x02BC, 0xAD, 0x200B...0x200F, 0xFE0F: return ""
        case 0x300...0x36F, 0x483...0x487: return ""
        case 0x26: return nil
        case 0xC0...0x17F, 0x1E00...0x1EFF, 0x370...0x3FF, 0x400...0x45F, 0x490...0x4FF, 0x1F00...0x1FFF,
            0x218...0x21B, 0x1CD...0x1DC:
            return table[value] ?? base(of: scalar)
        default: return nil
        }
    }

    /// The letter below the marks, for letters that Unicode builds from others in the order of these tables.
    private static func base(of scalar: Unicode.Scalar) -> String? {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar.value
        if let found = table[lower] { return found }
        for group in groups where group.letters.contains(where: { $0.value == lower }) { return group.base }
        return nil
    }

    private struct Group {
        var base: String
        var letters: String.UnicodeScalarView

        init(_ base: String, _ letters: String) {
            self.base = base
            self.letters = letters.unicodeScalars
        }
    }

    private static let groups: [Group] = [
        Group("a", "àáâãåāăąǎạảấầẩẫậắằẳẵặḁ"), Group("b", "ḃḅḇ"), Group("c", "çćĉċčḉ"), Group("d", "ďđðḋḍḏḑḓ"),
        Group("e", "èéêëēĕėęěẹẻẽếềểễệḕḗḙḛḝ"), Group("f", "ḟ"), Group("g", "ĝğġģḡ"), Group("h", "ĥħḣḥḧḩḫẖ"),
        Group("i", "ìíîïĩīĭįıǐỉịḭḯ"), Group("j", "ĵ"), Group("k", "ķĸḱḳḵ"), Group("l", "ĺļľŀłḷḹḻḽ"), Group("m", "ḿṁṃ"),
        Group("n", "ñńņňŉŋṅṇṉṋ"), Group("o", "òóôõøōŏőǒọỏốồổỗộớờởỡợṍṏṑṓ"), Group("p", "ṕṗ"), Group("r", "ŕŗřṙṛṝṟ"),
        Group("s", "śŝşšșſṡṣṥṧṩ"), Group("t", "ţťŧțṫṭṯṱẗ"), Group("u", "ùúûũūŭůűųǔǖǘǚǜụủứừửữựṳṵṷṹṻ"), Group("v", "ṽṿ"),
        Group("w", "ŵẁẃẅẇẉẘ"), Group("x", "ẋẍ"), Group("y", "ýÿŷỳỵỷỹẏẙ"), Group("z", "źżžẑẓẕ"),
        Group("a", "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ"), Group("e", "εέἐἑἒἓἔἕὲέ"), Group("i", "ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ"),
        Group("i", "ιίϊΐἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ"), Group("o", "οόὀὁὂὃὄὅὸό"), Group("y", "υύϋΰὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ"), Group("r", "ρῤῥ"),
        Group("o", "ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ"),
    ]

    /// What is written with more than one letter, or in a script of its own.
    private static let table: [UInt32: String] = {
        var table: [UInt32: String] = [:]
        let pairs =
            "ä ae ö oe ü ue ß ss ẞ ss æ ae œ oe þ th ĳ ij "
            + "β v γ g δ d ζ z θ th κ k λ l μ m ν n ξ x π p σ s ς s τ t φ f χ ch ψ ps "
            + "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch "
            + "ш sh щ shch ы y э e ю yu я ya ґ g є ye і i ї yi ў u ђ dj ј j љ lj њ nj ћ c ќ k џ dz ѓ g ѕ dz ә a ғ g қ k ң n "
            + "ө o ұ u ү u һ h"
        let words = pairs.split(separator: " ")
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            for scalar in [words[index].lowercased(), words[index].uppercased()] {
                if scalar.unicodeScalars.count == 1, let first = scalar.unicodeScalars.first {
                    table[first.value] = String(words[index + 1])
                }
            }
        }
        for sign in "ъьЪЬ".unicodeScalars { table[sign.value] = "" }
        return table
    }()
}
