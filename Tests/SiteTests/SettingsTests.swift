import Site
import Testing

@Suite struct SettingsTests {
    @Test func aNewSiteHasThoseThatSettingsBeginWith() throws {
        #expect(try NewSite().site.settings() == Settings())
    }

    @Test func comeBackAsTheyWereSaved() throws {
        let new = try NewSite()
        var settings = Settings()
        settings.title = "Amy's <site>"
        settings.about = ""
        settings.address = "https://www.foobar.com"
        settings.language = "de-AT"
        settings.postsPerPage = 25
        settings.showsForeignPictures = false
        try new.site.save(settings)
        #expect(try new.site.settings() == settings)
        settings.title = "Another"
        try new.site.save(settings)
        #expect(try Site(in: new.folder).settings() == settings)
    }

    @Test(arguments: [(0, 1), (-5, 1), (1, 1), (100, 100), (101, 100), (Int.max, 100)])
    func aPageHasNoFewerAndNoMorePostsThanItCan(_ saved: Int, _ read: Int) throws {
        let new = try NewSite()
        var settings = Settings()
        settings.postsPerPage = saved
        try new.site.save(settings)
        #expect(try new.site.settings().postsPerPage == read)
    }
}
