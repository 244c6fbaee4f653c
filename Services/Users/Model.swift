internal import Daemon
internal import Postgres

// The values of other modules that rules speak of; the modules themselves are not for rules.
typealias UUID128 = Postgres.UUID128
typealias Instant = Postgres.Instant
typealias UploadRecord = CSVRecord
typealias ImportTime = CSVTime
typealias Requester = Actor
