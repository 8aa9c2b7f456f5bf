import CXML
import Foundation

/// An element of a WXR file with what is in it, one item at a time.
struct XMLElement {
    /// With its prefix: `wp:post_id`.
    var name: String
    var attributes: [String: String] = [:]
    var text = ""
    var children: [XMLElement] = []

    /// The text of the first child of that name; empty where there is none.
    subscript(name: String) -> String {
        children.first { $0.name == name }?.text ?? ""
    }

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

/// Reads the children of a WXR file's `channel` one by one, by libxml2. Only one is in memory at a time; nothing is
/// fetched, and a file with a document type, which could define entities, is refused.
final class XMLReader {
    private let reader: xmlTextReaderPtr
    private let path: String
    private static let deepest = 64

    /// - Throws: `ImportError` where the file can't be opened.
    init(path: String) throws {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        guard let reader = xmlReaderForFile(path, nil, Int32(options)) else {
            throw ImportError("\(path) can't be opened.")
        }
        self.reader = reader
        self.path = path
    }

    deinit { xmlFreeTextReader(reader) }

    /// Hands each element inside `channel` to `body`.
    /// - Throws: `ImportError` where the XML is broken.
    func forEach(_ body: (XMLElement) throws -> Void) throws {
        var status = xmlTextReaderRead(reader)
        while status == 1 {
            let type = xmlTextReaderNodeType(reader)
            if type == Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue) {
                throw ImportError("\(path) defines a document type, which no WordPress export does; it is not read.")
            }
            guard type == Int32(XML_READER_TYPE_ELEMENT.rawValue), xmlTextReaderDepth(reader) == 2 else {
                status = xmlTextReaderRead(reader)
                continue
            }
            guard let node = xmlTextReaderExpand(reader) else { break }
            try body(Self.element(node, depth: 0))
            status = xmlTextReaderNext(reader)
        }
        if status != 0 {
            let problem = xmlGetLastError()
            let message = problem?.pointee.message.map { String(cString: $0).trimmed() } ?? "it ends too early"
            throw ImportError("\(path) is no well-formed XML: line \(problem?.pointee.line ?? 0): \(message). Nothing was imported.")
        }
    }

    private static func element(_ node: xmlNodePtr, depth: Int) -> XMLElement {
        var name = node.pointee.name.map { String(cString: $0) } ?? ""
        if let space = node.pointee.ns, let prefix = space.pointee.prefix { name = "\(String(cString: prefix)):\(name)" }
        var element = XMLElement(name: name)
        var attribute = node.pointee.properties
        while let current = attribute {
            var value = ""
            var part = current.pointee.children
            while let text = part {
                if let content = text.pointee.content { value += String(cString: content) }
                part = text.pointee.next
            }
            if let key = current.pointee.name { element.attributes[String(cString: key)] = value }
            attribute = current.pointee.next
        }
        var child = node.pointee.children
        while let current = child {
            switch current.pointee.type {
            case XML_ELEMENT_NODE where depth < deepest: element.children.append(self.element(current, depth: depth + 1))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = current.pointee.content { element.text += String(cString: content) }
            default: break
            }
            child = current.pointee.next
        }
        return element
    }
}
