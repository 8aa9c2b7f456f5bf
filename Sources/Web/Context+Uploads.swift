import Site

/// Keeping and deleting files, for the form and the API alike.
extension Context {
    /// Keeps a file that somebody uploaded.
    /// - Parameters:
    ///   - fileName: as it was called where it came from; where no title was typed it becomes one.
    ///   - typed: what was typed as its title.
    /// - Returns: its id.
    /// - Throws: `UploadRefusal`, and nothing was kept.
    @discardableResult
    public func keep(_ bytes: [UInt8], fileName: String?, title typed: String?, by viewer: Viewer) throws -> Int {
        guard !bytes.isEmpty else { throw UploadRefusal.empty }
        guard bytes.count <= Upload.sizeLimit else { throw UploadRefusal.tooLarge }
        guard let kind = FileKind(bytes) else { throw UploadRefusal.unknownKind }
        let used = try members.uploadSize(of: viewer.id)
        guard used + bytes.count <= Upload.memberLimit else { throw UploadRefusal.noRoom }
        let typed = TypedText(line: typed, limit: Upload.titleLimit)
        guard !typed.isTooLong else { throw UploadRefusal.titleTooLong }
        let title = typed.isEmpty ? title(fileName: fileName, kind) : typed.text
        if kind.isPicture { try narrowToUploads() }
        // The file first: a crash before it is noted leaves one whose name nobody knows.
        let file: (name: String, size: Int)
        do {
            file = try UploadFolder(folder).add(bytes, kind, title: title)
        } catch let refusal as UploadRefusal {
            if case .unreadable(let cause?) = refusal { route.log(cause, self) }
            throw refusal
        }
        return try members.addUpload(userID: viewer.id, name: file.name, title: title, kind: kind, size: file.size, now: now)
    }

    /// Takes a file away.
    public func delete(_ upload: Upload) throws {
        // The files first: a crash before the rest leaves a line in her list, which she can delete again.
        UploadFolder(folder).remove(upload.files)
        try members.dropUpload(upload.id, of: upload.userID)
    }

    /// The file's name without its folder and its ending, as much of it as there is room for.
    private func title(fileName: String?, _ kind: FileKind) -> String {
        let name = (fileName ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let stem = name.lastIndex(of: ".").map { $0 > name.startIndex ? String(name[..<$0]) : name } ?? name
        // Not by characters, each of which may have any number of marks.
        var title = TypedText(line: stem, limit: Upload.titleLimit).text.unicodeScalars.prefix(Upload.titleLimit)
        while String(title).utf16.count > Upload.titleLimit { title.removeLast() }
        return title.isEmpty ? (kind.isPicture ? "Picture" : "File") : String(title)
    }
}
