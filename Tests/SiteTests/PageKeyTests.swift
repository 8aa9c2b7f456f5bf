import Site
import Testing

@Suite struct PageKeyTests {
    @Test(arguments: [(1_426_766_400, 123), (0, 0), (-5, 7), (Int.max, Int.max), (Int.min, 0)])
    func readsWhatItWrites(_ sortAt: Int, _ id: Int) {
        let key = PageKey(sortAt: sortAt, id: id)
        #expect(PageKey(key.text) == key)
    }

    @Test(arguments: [
        "", "-", "--", "1", "1-", "-1", "a-1", "1-a", "1--1", "1- 1", " 1-1", "1-1 ", "1-1-", "1_1", "0x1-1", "1e3-1", "1.5-1",
        "99999999999999999999-1", "1-99999999999999999999", "1-1\0", "\0", "١-١", "1‐1", "1-1; DROP TABLE post", "+1-1", "1-+1",
        "-0-1", "01-1", "1-01",
    ])
    func anythingElseIsNoKey(_ text: String) {
        #expect(PageKey(text) == nil)
    }
}
