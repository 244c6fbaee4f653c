import Testing

@testable import Ctl

@Suite struct ConnectionStringTests {
  @Test(arguments: [
    ("host=/run dbname=a", "host=/run dbname=a"),
    ("host=/run user=b password=c dbname=a", "host=/run dbname=a"),
    ("host = /run  user = b", "host=/run"),
    ("dbname='two words' password='it\\'s'", "dbname='two words'"),
    ("postgres://b:c@host:5432/a?sslmode=require", "postgres://host:5432/a?sslmode=require"),
    ("postgresql://b@host/a", "postgresql://host/a"), ("postgres://host/a", "postgres://host/a"),
    ("postgres://b:p%40ss@host,other/a", "postgres://host,other/a"),
  ])
  func `nobody's name and password remain`(given: String, kept: String) {
    let url = ConnectionString(given)
    #expect(url.withoutUser.text == kept)
    #expect(url.namesUser == (given != kept))
  }

  @Test(arguments: [
    ("host=/run user=b password=c", "host=/run user=events password=x"),
    ("postgres://b:c@host/a", "postgres://host/a?user=events&password=x"),
    (
      "postgres://host/a?sslmode=require",
      "postgres://host/a?sslmode=require&user=events&password=x"
    ),
  ])
  func `a role signs in instead of whoever was named`(given: String, signedIn: String) {
    #expect(ConnectionString(given).signedIn(as: "events", password: "x").text == signedIn)
  }
}
