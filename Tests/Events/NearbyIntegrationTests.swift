import Contracts
import Foundation
import Postgres
import TestKit
import Testing

@testable import Daemon
@testable import Events

private typealias Point = (latitude: Double, longitude: Double)

/// Kilometers along the ground by the haversine formula: another way than the product's.
private func haversine(_ a: Point, _ b: Point) -> Double {
  func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
  let (up, over) = (
    radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
  )
  let h =
    sin(up / 2) * sin(up / 2)
    + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(over / 2) * sin(over / 2)
  return 2 * 6371.0088 * atan2(h.squareRoot(), (1 - h).squareRoot())
}

/// Events near a point.
@Suite struct NearbyIntegrationTests {
  /// Points around a centre that may be at a pole or on the date line, brought back into range.
  private static func points(_ count: Int, around centre: Point) -> [Point] {
    (0..<count).map { _ in
      let latitude = centre.latitude + Double.random(in: -9...9)
      // Near a pole all longitudes are near.
      let wide = abs(centre.latitude) > 80 ? 180.0 : 9
      let longitude = centre.longitude + Double.random(in: -wide...wide)
      let over = abs(latitude) > 90
      let east = over ? longitude + 180 : longitude
      return (
        over ? (latitude > 0 ? 180 : -180) - latitude : latitude,
        (east + 540).truncatingRemainder(dividingBy: 360) - 180
      )
    }
  }

  private static let centres: [Point] = [
    (52.5, 13.4), (0, 180), (-17.7, -179.99), (90, 0), (-89.9, 120), (0, 0), (64.1, -21.9),
  ]

  @Test func `what is near is listed by its way along the ground, also at date line and poles`()
    async throws
  {
    try await World.served { world, _ in
      // Six of each lie within 70 km, wherever chance puts the others.
      let points = Self.centres.flatMap { centre in
        Self.points(60, around: centre)
          + (1...6).map { step in
            let tenth = centre.latitude > 0 ? -0.1 : 0.1
            return (centre.latitude + tenth * Double(step), centre.longitude)
          }
      }
      try await world.seed(points.map { Seed(point: $0) } + [Seed()])
      let someone = try world.stranger()
      for centre in Self.centres {
        for radius in [1.0, 120, 500] {
          let listed = try await someone.list(size: 13) {
            $0.near = "\(centre.latitude), \(centre.longitude)"
            $0.radiusKm = radius
          }
          let wanted = points.map { haversine(centre, $0) }.filter { $0 <= radius }.sorted()
          let ways = listed.compactMap(\.distanceKm)
          #expect(ways.count == wanted.count && Set(listed.map(\.id)).count == wanted.count)
          #expect(zip(ways, wanted).allSatisfy { abs($0 - $1) < 0.001 }, "\(centre) \(radius)")
          for event in listed {
            let point = try #require(zip2(event.latitude, event.longitude))
            let way = try #require(event.distanceKm)
            #expect(abs(way - haversine(centre, point)) < 0.001)
          }
          if radius == 500 { #expect(wanted.count > 5) }
        }
      }
    }
  }

  private func zip2(_ a: Double?, _ b: Double?) -> Point? {
    guard let a, let b else { return nil }
    return (a, b)
  }

  @Test func `events of one place come one after the other over pages`() async throws {
    try await World.served { world, _ in
      try await world.seed((0..<25).map { _ in Seed(point: (10, 10)) } + [Seed(point: (10, 11))])
      let listed = try await world.stranger().list(size: 4) {
        $0.near = "10,10"
        $0.radiusKm = 500
      }
      #expect(listed.count == 26 && Set(listed.map(\.id)).count == 26)
      #expect(listed.last?.longitude == 11 && listed.first?.distanceKm == 0)
    }
  }

  @Test func `what is near is filtered like all else, and shows to whom it may`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let here: Point = (52.5, 13.4)
      try await world.seed([
        Seed(host: host.id, name: "jazz", category: "a", point: here),
        Seed(name: "past jazz", category: "a", point: (52.6, 13.4), start: -24),
        Seed(name: "hidden", category: "b", point: (52.7, 13.4), isPublic: false),
        Seed(host: host.id, name: "draft", point: (52.8, 13.4), isPublished: false),
        Seed(name: "far", category: "a", point: (-33, 151)), Seed(name: "nowhere"),
      ])
      func names(
        _ someone: Someone, _ change: (inout ListEventsRequest) -> Void = { _ in }
      ) async throws -> [String] {
        try await someone.list {
          $0.near = "52.5,13.4"
          change(&$0)
        }.map(\.name)
      }
      let stranger = try world.stranger()
      #expect(try await names(stranger) == ["jazz", "past jazz"])
      #expect(try await names(world.person(.staff)) == ["jazz", "past jazz", "hidden"])
      #expect(try await names(host) == ["jazz", "past jazz", "hidden", "draft"])
      #expect(try await names(stranger) { $0.radiusKm = 5 } == ["jazz"])
      #expect(try await names(stranger) { $0.status = ["completed"] } == ["past jazz"])
      #expect(try await names(stranger) { $0.hostId = host.name } == ["jazz"])
      #expect(try await names(stranger) { $0.q = "past" } == ["past jazz"])
      #expect(try await names(stranger) { $0.category = "b" } == [])
      #expect(try await names(stranger) { $0.from = Timestamp(TestClock.start) } == ["jazz"])
      // Without a point asked for no distance is told.
      #expect(try await stranger.list().allSatisfy { $0.distanceKm == nil })
    }
  }

  @Test func `a wrong point or radius is refused by its name`() async throws {
    try await World.served { world, _ in
      let someone = try world.stranger()
      for near in ["52.5", "91,0", "0,181", "a,b", "1,2,3", "nan,0", "inf,0", ",", " "] {
        let refusal = await status { try await someone.list { $0.near = near } }
        #expect(refusal?.fields == ["near"], "\(near)")
      }
      for radius in [0, -1, 500.1, .nan, .infinity] {
        let refusal = await status {
          try await someone.list {
            $0.near = "0,0"
            $0.radiusKm = radius
          }
        }
        #expect(refusal?.fields == ["radius_km"], "\(radius)")
      }
      let alone = await status { try await someone.list { $0.radiusKm = 5 } }
      #expect(alone?.fields == ["near"])
      let ordered = await status {
        try await someone.list {
          $0.near = "0,0"
          $0.orderBy = "name"
        }
      }
      #expect(ordered?.fields == ["order_by"])
      let turned = await status {
        try await someone.list {
          $0.from = Timestamp(TestClock.start)
          $0.to = Timestamp(TestClock.start)
        }
      }
      #expect(turned?.fields == ["to"])
    }
  }
}
