import Testing

@testable import Daemon

@Suite struct MetricsTests {
  @Test func `counters, gauges and histograms read back as written`() throws {
    let metrics = Metrics()
    metrics.add("scans_total", "Scans.", [("result", "OK")])
    metrics.add("scans_total", "Scans.", [("result", "OK")], by: 2)
    metrics.add("scans_total", "Scans.", [("result", "a\"b\\c\nd")])
    metrics.gauge("depth", "Depth,\nin two lines.") { 1.5 }
    metrics.set("level", "Level.", to: .infinity)
    for value in [0.5, 1, 3] {
      metrics.observe("wait_seconds", "Wait.", [("method", "Get")], value, bounds: [1, 2])
    }
    let page = try PrometheusPage(metrics.render())
    #expect(page.value("scans_total", ["result": "OK"]) == 3)
    #expect(page.value("scans_total", ["result": "a\"b\\c\nd"]) == 1)
    #expect(page.value("depth") == 1.5)
    #expect(page.value("level") == .infinity)
    let buckets = ["1", "2", "+Inf"].map {
      page.value("wait_seconds_bucket", ["method": "Get", "le": $0])
    }
    #expect(buckets == [2, 2, 3])
    #expect(page.value("wait_seconds_sum", ["method": "Get"]) == 4.5)
    #expect(page.value("wait_seconds_count", ["method": "Get"]) == 3)
  }

  @Test(arguments: [
    "a 1", "# TYPE a counter\na 1\n", "# HELP a_total A.\n# TYPE a_total counter\na_total x\n",
    "# HELP a A.\n# TYPE a gauge\nb 1\n", "# HELP a A.\n# TYPE a gauge\na 1\na 2\n",
    "# HELP a A.\n# TYPE a gauge\na{b=\"1} 1\n", "# HELP a A.\n# TYPE a gauge\na{1b=\"1\"} 1\n",
    "# HELP a A.\n# TYPE a counter\na 1\n",
    "# HELP a A.\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n"
      + "a_sum 1\na_count 1\n",
    "# HELP a A.\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
  ])
  func `the check refuses what Prometheus would`(text: String) {
    #expect(throws: PrometheusPage.Fault.self) { try PrometheusPage(text) }
  }
}
