import Testing

private let tree = Result { try Tree.load() }

@Test(arguments: Rule.all)
func `the tree keeps every rule`(rule: Rule) throws {
  for finding in rule.check(try tree.get()) {
    Issue.record("\(finding.told(rule))")
  }
}

@Test(arguments: Rule.all)
func `every rule catches its violation`(rule: Rule) {
  #expect(!rule.check(rule.violation).isEmpty)
}

@Test(arguments: Rule.all)
func `every rule lets its own way out pass`(rule: Rule) {
  #expect(rule.check(rule.remedy).isEmpty)
}

@Test func `the tree that is judged is the whole one`() throws {
  let paths = Set(try tree.get().map(\.path))
  #expect(paths.isSuperset(of: ["Package.swift", "deploy/test", ".ci/run", "CONTRIBUTING.md"]))
  #expect(!paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
}

@Test func `comments, strings and raw identifiers are not code`() {
  let file = SourceFile(
    "a.swift",
    ##"""
    a // try!
    /* try! /* try! */ try! */ b
    "try! \("try!" + c("\"try!")) try!" d #"try! " \("# e `try! f` f
    """##)
  let words = file.code.split { $0 == " " || $0 == "\n" }
  #expect(words == ["a", "b", "d", "e", "f"])
}
