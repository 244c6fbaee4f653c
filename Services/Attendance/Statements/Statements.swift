import Postgres

/// All SQL of the room.
enum Statements {
  static let all: [any Preparable] =
    copies + doors + records + corrections + scans + reads + passes + devices + snapshots
    + histories + crowds + figureReads + purges
}

/// One answer: nothing but that a row was there.
let done = Columns(["done"]) { (done: Bool) in done }
