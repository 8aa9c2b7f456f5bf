import Site

/// A database of the site.
enum SQLDatabase: String, CaseIterable {
    case site, members, tries

    func file(in folder: DataFolder) -> String {
        switch self {
        case .site: folder.siteDatabase
        case .members: folder.membersDatabase
        case .tries: folder.triesDatabase
        }
    }
}
