// swift-format-ignore-file
// Generated from credopass/attendance/v1/figures_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks when people came.
public struct GetEventArrivalsRequest: Message {
  /// The event.
  public var eventId: String
  /// How many minutes are counted together, 1 to 240; 0 means 5.
  public var bucketMinutes: Int32

  public init() {
    eventId = ""
    bucketMinutes = 0
  }

  public init(
    eventId: String = "",
    bucketMinutes: Int32 = 0
  ) {
    self.eventId = eventId
    self.bucketMinutes = bucketMinutes
  }
}

/// When people came. Those whose time nobody knows (taken over from elsewhere) are left out.
public struct EventArrivals: Message {
  /// In order of time; those in which nobody came are left out.
  public var buckets: [EventArrivals.Bucket]

  public init() {
    buckets = []
  }

  public init(
    buckets: [EventArrivals.Bucket] = []
  ) {
    self.buckets = buckets
  }
  /// People who came within some minutes.
  public struct Bucket: Message {
    /// The first of the minutes, from the event's start:
    /// floor((check-in - start) / bucket) * bucket, which is negative before it.
    public var minute: Int32
    /// People whose first check-in is in them.
    public var arrived: Int32
    /// Those and all before them.
    public var total: Int32

    public init() {
      minute = 0
      arrived = 0
      total = 0
    }

    public init(
      minute: Int32 = 0,
      arrived: Int32 = 0,
      total: Int32 = 0
    ) {
      self.minute = minute
      self.arrived = arrived
      self.total = total
    }
  }
}

/// Asks how many were inside.
public struct GetEventPresenceRequest: Message {
  /// The event.
  public var eventId: String
  /// How many minutes are counted together, 1 to 240; 0 means 5.
  public var bucketMinutes: Int32

  public init() {
    eventId = ""
    bucketMinutes = 0
  }

  public init(
    eventId: String = "",
    bucketMinutes: Int32 = 0
  ) {
    self.eventId = eventId
    self.bucketMinutes = bucketMinutes
  }
}

/// How many were inside: a stay is counted from its beginning until just before its end. Who was
/// not seen leaving is inside until the door shuts; who is inside now, from then on.
public struct EventPresence: Message {
  /// In order of time; those in which nobody came or left are left out.
  public var buckets: [EventPresence.Bucket]
  /// The most who were inside at once, 0 when nobody was.
  public var peakPresent: Int32
  /// When that was so first; absent when nobody was.
  public var peakAt: Timestamp?

  public init() {
    buckets = []
    peakPresent = 0
    peakAt = nil
  }

  public init(
    buckets: [EventPresence.Bucket] = [],
    peakPresent: Int32 = 0,
    peakAt: Timestamp? = nil
  ) {
    self.buckets = buckets
    self.peakPresent = peakPresent
    self.peakAt = peakAt
  }
  /// Some minutes.
  public struct Bucket: Message {
    /// The first of the minutes, from the event's start; negative before it.
    public var minute: Int32
    /// People inside at the end of the last of them.
    public var present: Int32
    /// The most who were inside at once in them.
    public var peak: Int32

    public init() {
      minute = 0
      present = 0
      peak = 0
    }

    public init(
      minute: Int32 = 0,
      present: Int32 = 0,
      peak: Int32 = 0
    ) {
      self.minute = minute
      self.present = present
      self.peak = peak
    }
  }
}

/// Asks how long people stayed.
public struct GetEventDwellRequest: Message {
  /// The event.
  public var eventId: String

  public init() {
    eventId = ""
  }

  public init(
    eventId: String = ""
  ) {
    self.eventId = eventId
  }
}

/// How long people stayed. A person's dwell is the sum of those of their stays that ended with a
/// check-out; who has none was not seen leaving and is left out.
public struct EventDwell: Message {
  /// The event.
  public var eventId: String
  /// People who were seen leaving.
  public var people: Int32
  /// Their stays that ended with a check-out.
  public var stays: Int32
  /// The sum of their dwells by people, in seconds; absent without any.
  public var meanSeconds: Double?
  /// The dwell in the middle, or the mean of the two there, in seconds; absent without any.
  public var medianSeconds: Double?

  public init() {
    eventId = ""
    people = 0
    stays = 0
    meanSeconds = nil
    medianSeconds = nil
  }

  public init(
    eventId: String = "",
    people: Int32 = 0,
    stays: Int32 = 0,
    meanSeconds: Double? = nil,
    medianSeconds: Double? = nil
  ) {
    self.eventId = eventId
    self.people = people
    self.stays = stays
    self.meanSeconds = meanSeconds
    self.medianSeconds = medianSeconds
  }
}

/// Asks for one person's figures.
public struct GetPersonFiguresRequest: Message {
  /// The person; empty means the caller.
  public var userId: String
  /// Only events that start at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String

  public init() {
    userId = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
  }

  public init(
    userId: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = ""
  ) {
    self.userId = userId
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
  }
}

/// One person's figures in a range.
public struct PersonFigures: Message {
  /// The person.
  public var userId: String
  /// Events of the range.
  public var events: Int32
  /// Those that the person had enrolled for.
  public var registered: Int32
  /// Those that the person attended.
  public var attended: Int32
  /// Those attended without having enrolled.
  public var walkIns: Int32
  /// Those that the person had enrolled for and did not come to.
  public var noShows: Int32
  /// Those with a reason not to come.
  public var excused: Int32
  /// Those both enrolled for and attended, by registered; absent when that is 0.
  public var showRate: Double?
  /// attended by events; absent when that is 0.
  public var attendanceRate: Double?
  /// How many events in a row the person attended, up to the range's last. An excused absence
  /// neither counts nor breaks the row.
  public var currentStreak: Int32
  /// The longest such row in the range.
  public var longestStreak: Int32
  /// The start of the first event attended, or absent.
  public var firstAttended: Timestamp?
  /// The start of the last event attended, or absent.
  public var lastAttended: Timestamp?

  public init() {
    userId = ""
    events = 0
    registered = 0
    attended = 0
    walkIns = 0
    noShows = 0
    excused = 0
    showRate = nil
    attendanceRate = nil
    currentStreak = 0
    longestStreak = 0
    firstAttended = nil
    lastAttended = nil
  }

  public init(
    userId: String = "",
    events: Int32 = 0,
    registered: Int32 = 0,
    attended: Int32 = 0,
    walkIns: Int32 = 0,
    noShows: Int32 = 0,
    excused: Int32 = 0,
    showRate: Double? = nil,
    attendanceRate: Double? = nil,
    currentStreak: Int32 = 0,
    longestStreak: Int32 = 0,
    firstAttended: Timestamp? = nil,
    lastAttended: Timestamp? = nil
  ) {
    self.userId = userId
    self.events = events
    self.registered = registered
    self.attended = attended
    self.walkIns = walkIns
    self.noShows = noShows
    self.excused = excused
    self.showRate = showRate
    self.attendanceRate = attendanceRate
    self.currentStreak = currentStreak
    self.longestStreak = longestStreak
    self.firstAttended = firstAttended
    self.lastAttended = lastAttended
  }
}

/// Asks for the figures of all events together.
public struct GetOverviewRequest: Message {
  /// Only events that start at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String

  public init() {
    from = nil
    to = nil
    category = ""
    seriesId = ""
  }

  public init(
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = ""
  ) {
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
  }
}

/// The figures of a range. A presence is one person at one event.
public struct Overview: Message {
  /// Events.
  public var events: Int32
  /// Presences of people who had enrolled.
  public var registered: Int64
  /// Presences of people who were there.
  public var attended: Int64
  /// Presences of people who were there without having enrolled.
  public var walkIns: Int64
  /// Presences of people who had enrolled and did not come.
  public var noShows: Int64
  /// Presences of people with a reason not to come.
  public var excused: Int64
  /// Those both enrolled and attended, by registered; absent when that is 0.
  public var showRate: Double?
  /// attended by the seats, over the events that have a capacity; absent without any.
  public var fill: Double?
  /// attended by events; absent when that is 0.
  public var meanAttended: Double?
  /// Different people who attended.
  public var people: Int64
  /// Those of them whose first event of the scope lies in the range.
  public var firstTimers: Int64
  /// The others.
  public var returning: Int64

  public init() {
    events = 0
    registered = 0
    attended = 0
    walkIns = 0
    noShows = 0
    excused = 0
    showRate = nil
    fill = nil
    meanAttended = nil
    people = 0
    firstTimers = 0
    returning = 0
  }

  public init(
    events: Int32 = 0,
    registered: Int64 = 0,
    attended: Int64 = 0,
    walkIns: Int64 = 0,
    noShows: Int64 = 0,
    excused: Int64 = 0,
    showRate: Double? = nil,
    fill: Double? = nil,
    meanAttended: Double? = nil,
    people: Int64 = 0,
    firstTimers: Int64 = 0,
    returning: Int64 = 0
  ) {
    self.events = events
    self.registered = registered
    self.attended = attended
    self.walkIns = walkIns
    self.noShows = noShows
    self.excused = excused
    self.showRate = showRate
    self.fill = fill
    self.meanAttended = meanAttended
    self.people = people
    self.firstTimers = firstTimers
    self.returning = returning
  }
}

/// Asks for a page of months.
public struct ListMonthFiguresRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only events that start at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String

  public init() {
    pageSize = 0
    pageToken = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
  }
}

/// The figures of a month's events.
public struct MonthFigures: Message {
  /// Such as "2026-11".
  public var month: String
  /// Events.
  public var events: Int32
  /// Presences of people who had enrolled.
  public var registered: Int64
  /// Presences of people who were there.
  public var attended: Int64
  /// Presences of people who were there without having enrolled.
  public var walkIns: Int64
  /// Presences of people who had enrolled and did not come.
  public var noShows: Int64
  /// Those both enrolled and attended, by registered; absent when that is 0.
  public var showRate: Double?
  /// Different people who attended.
  public var people: Int64
  /// Those of them whose first event of the scope it was in this month.
  public var firstTimers: Int64
  /// The others.
  public var returning: Int64

  public init() {
    month = ""
    events = 0
    registered = 0
    attended = 0
    walkIns = 0
    noShows = 0
    showRate = nil
    people = 0
    firstTimers = 0
    returning = 0
  }

  public init(
    month: String = "",
    events: Int32 = 0,
    registered: Int64 = 0,
    attended: Int64 = 0,
    walkIns: Int64 = 0,
    noShows: Int64 = 0,
    showRate: Double? = nil,
    people: Int64 = 0,
    firstTimers: Int64 = 0,
    returning: Int64 = 0
  ) {
    self.month = month
    self.events = events
    self.registered = registered
    self.attended = attended
    self.walkIns = walkIns
    self.noShows = noShows
    self.showRate = showRate
    self.people = people
    self.firstTimers = firstTimers
    self.returning = returning
  }
}

/// A page of months.
public struct ListMonthFiguresResponse: Message {
  /// The earliest first; those without events are left out.
  public var months: [MonthFigures]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    months = []
    nextPageToken = ""
  }

  public init(
    months: [MonthFigures] = [],
    nextPageToken: String = ""
  ) {
    self.months = months
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of events.
public struct ListEventFiguresRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only events that start at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String

  public init() {
    pageSize = 0
    pageToken = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
  }
}

/// An event's figures among those of others.
public struct EventFigures: Message {
  /// The event.
  public var eventId: String
  /// Its name.
  public var name: String
  /// The series it is of, or empty.
  public var seriesId: String
  /// Its category.
  public var category: String
  /// When it began.
  public var startTime: Timestamp?
  /// Seats; absent without a limit.
  public var capacity: Int32?
  /// People who had enrolled.
  public var registered: Int32
  /// People who were there.
  public var attended: Int32
  /// People who were there without having enrolled.
  public var walkIns: Int32
  /// People who had enrolled and did not come.
  public var noShows: Int32
  /// People with a reason not to come.
  public var excused: Int32
  /// Those both enrolled and attended, by registered; absent when that is 0.
  public var showRate: Double?
  /// attended by capacity; absent without one.
  public var fill: Double?
  /// People who attended no event of the scope before this one.
  public var firstTimers: Int32
  /// The others who attended.
  public var returning: Int32

  public init() {
    eventId = ""
    name = ""
    seriesId = ""
    category = ""
    startTime = nil
    capacity = nil
    registered = 0
    attended = 0
    walkIns = 0
    noShows = 0
    excused = 0
    showRate = nil
    fill = nil
    firstTimers = 0
    returning = 0
  }

  public init(
    eventId: String = "",
    name: String = "",
    seriesId: String = "",
    category: String = "",
    startTime: Timestamp? = nil,
    capacity: Int32? = nil,
    registered: Int32 = 0,
    attended: Int32 = 0,
    walkIns: Int32 = 0,
    noShows: Int32 = 0,
    excused: Int32 = 0,
    showRate: Double? = nil,
    fill: Double? = nil,
    firstTimers: Int32 = 0,
    returning: Int32 = 0
  ) {
    self.eventId = eventId
    self.name = name
    self.seriesId = seriesId
    self.category = category
    self.startTime = startTime
    self.capacity = capacity
    self.registered = registered
    self.attended = attended
    self.walkIns = walkIns
    self.noShows = noShows
    self.excused = excused
    self.showRate = showRate
    self.fill = fill
    self.firstTimers = firstTimers
    self.returning = returning
  }
}

/// A page of events.
public struct ListEventFiguresResponse: Message {
  /// The earliest first.
  public var events: [EventFigures]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    events = []
    nextPageToken = ""
  }

  public init(
    events: [EventFigures] = [],
    nextPageToken: String = ""
  ) {
    self.events = events
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of cohorts.
public struct ListRetentionRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only people whose first event of the scope starts at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String

  public init() {
    pageSize = 0
    pageToken = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
  }
}

/// How many of those who came first in one month came in another.
public struct Retention: Message {
  /// The month of their first event of the scope, such as "2026-11".
  public var cohort: String
  /// The month in which they came; the first one is the cohort's own.
  public var month: String
  /// How many months after the cohort's that is.
  public var offset: Int32
  /// People of the cohort.
  public var people: Int64
  /// Those of them who attended an event of the scope in the month.
  public var returned: Int64
  /// returned by people.
  public var rate: Double

  public init() {
    cohort = ""
    month = ""
    offset = 0
    people = 0
    returned = 0
    rate = 0
  }

  public init(
    cohort: String = "",
    month: String = "",
    offset: Int32 = 0,
    people: Int64 = 0,
    returned: Int64 = 0,
    rate: Double = 0
  ) {
    self.cohort = cohort
    self.month = month
    self.offset = offset
    self.people = people
    self.returned = returned
    self.rate = rate
  }
}

/// A page of cohorts.
public struct ListRetentionResponse: Message {
  /// By cohort, then month: each month that has events, from the cohort's own on.
  public var retention: [Retention]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    retention = []
    nextPageToken = ""
  }

  public init(
    retention: [Retention] = [],
    nextPageToken: String = ""
  ) {
    self.retention = retention
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of people who have stopped coming.
public struct ListLapsedRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only events that start at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String
  /// How many of the events before they attended at least, 1 to 1000; 0 means 3.
  public var atLeast: Int32
  /// How many events before are looked at, 1 to 1000; 0 means 6.
  public var of: Int32
  /// How many of the last events they missed, 1 to 1000; 0 means 3. Of a range with no more events
  /// nobody has stopped coming.
  public var missed: Int32

  public init() {
    pageSize = 0
    pageToken = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
    atLeast = 0
    of = 0
    missed = 0
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = "",
    atLeast: Int32 = 0,
    of: Int32 = 0,
    missed: Int32 = 0
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
    self.atLeast = atLeast
    self.of = of
    self.missed = missed
  }
}

/// Somebody who has stopped coming.
public struct LapsedPerson: Message {
  /// The person.
  public var userId: String
  /// As last heard; empty for who is gone.
  public var firstName: String
  /// As last heard.
  public var lastName: String
  /// How many of the events before they attended.
  public var attended: Int32
  /// The start of the last event that they attended.
  public var lastAttended: Timestamp?

  public init() {
    userId = ""
    firstName = ""
    lastName = ""
    attended = 0
    lastAttended = nil
  }

  public init(
    userId: String = "",
    firstName: String = "",
    lastName: String = "",
    attended: Int32 = 0,
    lastAttended: Timestamp? = nil
  ) {
    self.userId = userId
    self.firstName = firstName
    self.lastName = lastName
    self.attended = attended
    self.lastAttended = lastAttended
  }
}

/// A page of people who have stopped coming.
public struct ListLapsedResponse: Message {
  /// Who attended most first.
  public var people: [LapsedPerson]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    people = []
    nextPageToken = ""
  }

  public init(
    people: [LapsedPerson] = [],
    nextPageToken: String = ""
  ) {
    self.people = people
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of people who came for the first time.
public struct ListFirstTimersRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only people whose first event of the scope starts at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String

  public init() {
    pageSize = 0
    pageToken = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
  }
}

/// Somebody who came for the first time.
public struct FirstTimer: Message {
  /// The person.
  public var userId: String
  /// As last heard; empty for who is gone.
  public var firstName: String
  /// As last heard.
  public var lastName: String
  /// The first event.
  public var eventId: String
  /// Its name.
  public var eventName: String
  /// When it began.
  public var startTime: Timestamp?
  /// How many events of the scope before `to` they have attended, the first one included.
  public var attended: Int32

  public init() {
    userId = ""
    firstName = ""
    lastName = ""
    eventId = ""
    eventName = ""
    startTime = nil
    attended = 0
  }

  public init(
    userId: String = "",
    firstName: String = "",
    lastName: String = "",
    eventId: String = "",
    eventName: String = "",
    startTime: Timestamp? = nil,
    attended: Int32 = 0
  ) {
    self.userId = userId
    self.firstName = firstName
    self.lastName = lastName
    self.eventId = eventId
    self.eventName = eventName
    self.startTime = startTime
    self.attended = attended
  }
}

/// A page of people who came for the first time.
public struct ListFirstTimersResponse: Message {
  /// Those of the latest event first.
  public var people: [FirstTimer]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    people = []
    nextPageToken = ""
  }

  public init(
    people: [FirstTimer] = [],
    nextPageToken: String = ""
  ) {
    self.people = people
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of who attended most.
public struct ListTopAttendersRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only events that start at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String

  public init() {
    pageSize = 0
    pageToken = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
  }
}

/// Somebody who attended.
public struct TopAttender: Message {
  /// The person.
  public var userId: String
  /// As last heard; empty for who is gone.
  public var firstName: String
  /// As last heard.
  public var lastName: String
  /// How many events of the range they attended.
  public var attended: Int32
  /// That by the events of the range.
  public var attendanceRate: Double
  /// The start of the last event that they attended.
  public var lastAttended: Timestamp?

  public init() {
    userId = ""
    firstName = ""
    lastName = ""
    attended = 0
    attendanceRate = 0
    lastAttended = nil
  }

  public init(
    userId: String = "",
    firstName: String = "",
    lastName: String = "",
    attended: Int32 = 0,
    attendanceRate: Double = 0,
    lastAttended: Timestamp? = nil
  ) {
    self.userId = userId
    self.firstName = firstName
    self.lastName = lastName
    self.attended = attended
    self.attendanceRate = attendanceRate
    self.lastAttended = lastAttended
  }
}

/// A page of who attended most.
public struct ListTopAttendersResponse: Message {
  /// Who attended most first.
  public var people: [TopAttender]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    people = []
    nextPageToken = ""
  }

  public init(
    people: [TopAttender] = [],
    nextPageToken: String = ""
  ) {
    self.people = people
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of streaks.
public struct ListStreaksRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only events that start at or after this time.
  public var from: Timestamp?
  /// Only events that start before this time, which is after from.
  public var to: Timestamp?
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String
  /// Only streaks of so many events or more, 1 to 1000; 0 means 2.
  public var atLeast: Int32

  public init() {
    pageSize = 0
    pageToken = ""
    from = nil
    to = nil
    category = ""
    seriesId = ""
    atLeast = 0
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    category: String = "",
    seriesId: String = "",
    atLeast: Int32 = 0
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.from = from
    self.to = to
    self.category = category
    self.seriesId = seriesId
    self.atLeast = atLeast
  }
}

/// Somebody who has attended one event after the other.
public struct Streak: Message {
  /// The person.
  public var userId: String
  /// As last heard; empty for who is gone.
  public var firstName: String
  /// As last heard.
  public var lastName: String
  /// How many events in a row they attended, up to the range's last. An excused absence neither
  /// counts nor breaks the row.
  public var current: Int32
  /// The longest such row in the range.
  public var longest: Int32

  public init() {
    userId = ""
    firstName = ""
    lastName = ""
    current = 0
    longest = 0
  }

  public init(
    userId: String = "",
    firstName: String = "",
    lastName: String = "",
    current: Int32 = 0,
    longest: Int32 = 0
  ) {
    self.userId = userId
    self.firstName = firstName
    self.lastName = lastName
    self.current = current
    self.longest = longest
  }
}

/// A page of streaks.
public struct ListStreaksResponse: Message {
  /// The longest that goes on first.
  public var people: [Streak]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    people = []
    nextPageToken = ""
  }

  public init(
    people: [Streak] = [],
    nextPageToken: String = ""
  ) {
    self.people = people
    self.nextPageToken = nextPageToken
  }
}

extension GetEventArrivalsRequest {
  public static var fullName: String { "credopass.attendance.v1.GetEventArrivalsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetEventArrivalsRequest.self, credopass__attendance__v1__get_event_arrivals_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetEventArrivalsRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    bucketMinutes = unsafe c.pointee.bucket_minutes
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetEventArrivalsRequest.self, credopass__attendance__v1__get_event_arrivals_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.bucket_minutes = bucketMinutes
    return UnsafeMutableRawPointer(c)
  }
}

extension EventArrivals {
  public static var fullName: String { "credopass.attendance.v1.EventArrivals" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__EventArrivals.self, credopass__attendance__v1__event_arrivals__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__EventArrivals.self)
    buckets = try unsafe readMessages(c.pointee.n_buckets, c.pointee.buckets)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__EventArrivals.self, credopass__attendance__v1__event_arrivals__init)
    unsafe c.pointee.n_buckets = buckets.count
    unsafe c.pointee.buckets = try arena.list(buckets) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__EventArrivals__Bucket.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension EventArrivals.Bucket {
  public static var fullName: String { "credopass.attendance.v1.EventArrivals.Bucket" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__EventArrivals__Bucket.self, credopass__attendance__v1__event_arrivals__bucket__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__EventArrivals__Bucket.self)
    minute = unsafe c.pointee.minute
    arrived = unsafe c.pointee.arrived
    total = unsafe c.pointee.total
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__EventArrivals__Bucket.self, credopass__attendance__v1__event_arrivals__bucket__init)
    unsafe c.pointee.minute = minute
    unsafe c.pointee.arrived = arrived
    unsafe c.pointee.total = total
    return UnsafeMutableRawPointer(c)
  }
}

extension GetEventPresenceRequest {
  public static var fullName: String { "credopass.attendance.v1.GetEventPresenceRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetEventPresenceRequest.self, credopass__attendance__v1__get_event_presence_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetEventPresenceRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    bucketMinutes = unsafe c.pointee.bucket_minutes
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetEventPresenceRequest.self, credopass__attendance__v1__get_event_presence_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.bucket_minutes = bucketMinutes
    return UnsafeMutableRawPointer(c)
  }
}

extension EventPresence {
  public static var fullName: String { "credopass.attendance.v1.EventPresence" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__EventPresence.self, credopass__attendance__v1__event_presence__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__EventPresence.self)
    buckets = try unsafe readMessages(c.pointee.n_buckets, c.pointee.buckets)
    peakPresent = unsafe c.pointee.peak_present
    if let inner = unsafe c.pointee.peak_at {
      peakAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__EventPresence.self, credopass__attendance__v1__event_presence__init)
    unsafe c.pointee.n_buckets = buckets.count
    unsafe c.pointee.buckets = try arena.list(buckets) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__EventPresence__Bucket.self) }
    unsafe c.pointee.peak_present = peakPresent
    unsafe c.pointee.peak_at = try peakAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension EventPresence.Bucket {
  public static var fullName: String { "credopass.attendance.v1.EventPresence.Bucket" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__EventPresence__Bucket.self, credopass__attendance__v1__event_presence__bucket__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__EventPresence__Bucket.self)
    minute = unsafe c.pointee.minute
    present = unsafe c.pointee.present
    peak = unsafe c.pointee.peak
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__EventPresence__Bucket.self, credopass__attendance__v1__event_presence__bucket__init)
    unsafe c.pointee.minute = minute
    unsafe c.pointee.present = present
    unsafe c.pointee.peak = peak
    return UnsafeMutableRawPointer(c)
  }
}

extension GetEventDwellRequest {
  public static var fullName: String { "credopass.attendance.v1.GetEventDwellRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetEventDwellRequest.self, credopass__attendance__v1__get_event_dwell_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetEventDwellRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetEventDwellRequest.self, credopass__attendance__v1__get_event_dwell_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    return UnsafeMutableRawPointer(c)
  }
}

extension EventDwell {
  public static var fullName: String { "credopass.attendance.v1.EventDwell" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__EventDwell.self, credopass__attendance__v1__event_dwell__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__EventDwell.self)
    eventId = try unsafe readText(c.pointee.event_id)
    people = unsafe c.pointee.people
    stays = unsafe c.pointee.stays
    switch unsafe c.pointee._mean_seconds_case.rawValue {
    case 4: meanSeconds = unsafe c.pointee.mean_seconds
    default: break
    }
    switch unsafe c.pointee._median_seconds_case.rawValue {
    case 5: medianSeconds = unsafe c.pointee.median_seconds
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__EventDwell.self, credopass__attendance__v1__event_dwell__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.people = people
    unsafe c.pointee.stays = stays
    if let value = meanSeconds {
      unsafe c.pointee._mean_seconds_case = .init(rawValue: 4)
      unsafe c.pointee.mean_seconds = value
    }
    if let value = medianSeconds {
      unsafe c.pointee._median_seconds_case = .init(rawValue: 5)
      unsafe c.pointee.median_seconds = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension GetPersonFiguresRequest {
  public static var fullName: String { "credopass.attendance.v1.GetPersonFiguresRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetPersonFiguresRequest.self, credopass__attendance__v1__get_person_figures_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetPersonFiguresRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetPersonFiguresRequest.self, credopass__attendance__v1__get_person_figures_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension PersonFigures {
  public static var fullName: String { "credopass.attendance.v1.PersonFigures" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__PersonFigures.self, credopass__attendance__v1__person_figures__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__PersonFigures.self)
    userId = try unsafe readText(c.pointee.user_id)
    events = unsafe c.pointee.events
    registered = unsafe c.pointee.registered
    attended = unsafe c.pointee.attended
    walkIns = unsafe c.pointee.walk_ins
    noShows = unsafe c.pointee.no_shows
    excused = unsafe c.pointee.excused
    currentStreak = unsafe c.pointee.current_streak
    longestStreak = unsafe c.pointee.longest_streak
    if let inner = unsafe c.pointee.first_attended {
      firstAttended = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.last_attended {
      lastAttended = try unsafe Timestamp(unpacked: inner)
    }
    switch unsafe c.pointee._show_rate_case.rawValue {
    case 8: showRate = unsafe c.pointee.show_rate
    default: break
    }
    switch unsafe c.pointee._attendance_rate_case.rawValue {
    case 9: attendanceRate = unsafe c.pointee.attendance_rate
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__PersonFigures.self, credopass__attendance__v1__person_figures__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.events = events
    unsafe c.pointee.registered = registered
    unsafe c.pointee.attended = attended
    unsafe c.pointee.walk_ins = walkIns
    unsafe c.pointee.no_shows = noShows
    unsafe c.pointee.excused = excused
    unsafe c.pointee.current_streak = currentStreak
    unsafe c.pointee.longest_streak = longestStreak
    unsafe c.pointee.first_attended = try firstAttended?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.last_attended = try lastAttended?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    if let value = showRate {
      unsafe c.pointee._show_rate_case = .init(rawValue: 8)
      unsafe c.pointee.show_rate = value
    }
    if let value = attendanceRate {
      unsafe c.pointee._attendance_rate_case = .init(rawValue: 9)
      unsafe c.pointee.attendance_rate = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension GetOverviewRequest {
  public static var fullName: String { "credopass.attendance.v1.GetOverviewRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetOverviewRequest.self, credopass__attendance__v1__get_overview_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetOverviewRequest.self)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetOverviewRequest.self, credopass__attendance__v1__get_overview_request__init)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension Overview {
  public static var fullName: String { "credopass.attendance.v1.Overview" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__Overview.self, credopass__attendance__v1__overview__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__Overview.self)
    events = unsafe c.pointee.events
    registered = unsafe c.pointee.registered
    attended = unsafe c.pointee.attended
    walkIns = unsafe c.pointee.walk_ins
    noShows = unsafe c.pointee.no_shows
    excused = unsafe c.pointee.excused
    people = unsafe c.pointee.people
    firstTimers = unsafe c.pointee.first_timers
    returning = unsafe c.pointee.returning
    switch unsafe c.pointee._show_rate_case.rawValue {
    case 7: showRate = unsafe c.pointee.show_rate
    default: break
    }
    switch unsafe c.pointee._fill_case.rawValue {
    case 8: fill = unsafe c.pointee.fill
    default: break
    }
    switch unsafe c.pointee._mean_attended_case.rawValue {
    case 9: meanAttended = unsafe c.pointee.mean_attended
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__Overview.self, credopass__attendance__v1__overview__init)
    unsafe c.pointee.events = events
    unsafe c.pointee.registered = registered
    unsafe c.pointee.attended = attended
    unsafe c.pointee.walk_ins = walkIns
    unsafe c.pointee.no_shows = noShows
    unsafe c.pointee.excused = excused
    unsafe c.pointee.people = people
    unsafe c.pointee.first_timers = firstTimers
    unsafe c.pointee.returning = returning
    if let value = showRate {
      unsafe c.pointee._show_rate_case = .init(rawValue: 7)
      unsafe c.pointee.show_rate = value
    }
    if let value = fill {
      unsafe c.pointee._fill_case = .init(rawValue: 8)
      unsafe c.pointee.fill = value
    }
    if let value = meanAttended {
      unsafe c.pointee._mean_attended_case = .init(rawValue: 9)
      unsafe c.pointee.mean_attended = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListMonthFiguresRequest {
  public static var fullName: String { "credopass.attendance.v1.ListMonthFiguresRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListMonthFiguresRequest.self, credopass__attendance__v1__list_month_figures_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListMonthFiguresRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListMonthFiguresRequest.self, credopass__attendance__v1__list_month_figures_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension MonthFigures {
  public static var fullName: String { "credopass.attendance.v1.MonthFigures" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__MonthFigures.self, credopass__attendance__v1__month_figures__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__MonthFigures.self)
    month = try unsafe readText(c.pointee.month)
    events = unsafe c.pointee.events
    registered = unsafe c.pointee.registered
    attended = unsafe c.pointee.attended
    walkIns = unsafe c.pointee.walk_ins
    noShows = unsafe c.pointee.no_shows
    people = unsafe c.pointee.people
    firstTimers = unsafe c.pointee.first_timers
    returning = unsafe c.pointee.returning
    switch unsafe c.pointee._show_rate_case.rawValue {
    case 7: showRate = unsafe c.pointee.show_rate
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__MonthFigures.self, credopass__attendance__v1__month_figures__init)
    unsafe c.pointee.month = try arena.text(month)
    unsafe c.pointee.events = events
    unsafe c.pointee.registered = registered
    unsafe c.pointee.attended = attended
    unsafe c.pointee.walk_ins = walkIns
    unsafe c.pointee.no_shows = noShows
    unsafe c.pointee.people = people
    unsafe c.pointee.first_timers = firstTimers
    unsafe c.pointee.returning = returning
    if let value = showRate {
      unsafe c.pointee._show_rate_case = .init(rawValue: 7)
      unsafe c.pointee.show_rate = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListMonthFiguresResponse {
  public static var fullName: String { "credopass.attendance.v1.ListMonthFiguresResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListMonthFiguresResponse.self, credopass__attendance__v1__list_month_figures_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListMonthFiguresResponse.self)
    months = try unsafe readMessages(c.pointee.n_months, c.pointee.months)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListMonthFiguresResponse.self, credopass__attendance__v1__list_month_figures_response__init)
    unsafe c.pointee.n_months = months.count
    unsafe c.pointee.months = try arena.list(months) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__MonthFigures.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListEventFiguresRequest {
  public static var fullName: String { "credopass.attendance.v1.ListEventFiguresRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListEventFiguresRequest.self, credopass__attendance__v1__list_event_figures_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListEventFiguresRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListEventFiguresRequest.self, credopass__attendance__v1__list_event_figures_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension EventFigures {
  public static var fullName: String { "credopass.attendance.v1.EventFigures" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__EventFigures.self, credopass__attendance__v1__event_figures__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__EventFigures.self)
    eventId = try unsafe readText(c.pointee.event_id)
    name = try unsafe readText(c.pointee.name)
    seriesId = try unsafe readText(c.pointee.series_id)
    category = try unsafe readText(c.pointee.category)
    if let inner = unsafe c.pointee.start_time {
      startTime = try unsafe Timestamp(unpacked: inner)
    }
    registered = unsafe c.pointee.registered
    attended = unsafe c.pointee.attended
    walkIns = unsafe c.pointee.walk_ins
    noShows = unsafe c.pointee.no_shows
    excused = unsafe c.pointee.excused
    firstTimers = unsafe c.pointee.first_timers
    returning = unsafe c.pointee.returning
    switch unsafe c.pointee._capacity_case.rawValue {
    case 6: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._show_rate_case.rawValue {
    case 12: showRate = unsafe c.pointee.show_rate
    default: break
    }
    switch unsafe c.pointee._fill_case.rawValue {
    case 13: fill = unsafe c.pointee.fill
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__EventFigures.self, credopass__attendance__v1__event_figures__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.registered = registered
    unsafe c.pointee.attended = attended
    unsafe c.pointee.walk_ins = walkIns
    unsafe c.pointee.no_shows = noShows
    unsafe c.pointee.excused = excused
    unsafe c.pointee.first_timers = firstTimers
    unsafe c.pointee.returning = returning
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 6)
      unsafe c.pointee.capacity = value
    }
    if let value = showRate {
      unsafe c.pointee._show_rate_case = .init(rawValue: 12)
      unsafe c.pointee.show_rate = value
    }
    if let value = fill {
      unsafe c.pointee._fill_case = .init(rawValue: 13)
      unsafe c.pointee.fill = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListEventFiguresResponse {
  public static var fullName: String { "credopass.attendance.v1.ListEventFiguresResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListEventFiguresResponse.self, credopass__attendance__v1__list_event_figures_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListEventFiguresResponse.self)
    events = try unsafe readMessages(c.pointee.n_events, c.pointee.events)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListEventFiguresResponse.self, credopass__attendance__v1__list_event_figures_response__init)
    unsafe c.pointee.n_events = events.count
    unsafe c.pointee.events = try arena.list(events) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__EventFigures.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRetentionRequest {
  public static var fullName: String { "credopass.attendance.v1.ListRetentionRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListRetentionRequest.self, credopass__attendance__v1__list_retention_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListRetentionRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListRetentionRequest.self, credopass__attendance__v1__list_retention_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension Retention {
  public static var fullName: String { "credopass.attendance.v1.Retention" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__Retention.self, credopass__attendance__v1__retention__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__Retention.self)
    cohort = try unsafe readText(c.pointee.cohort)
    month = try unsafe readText(c.pointee.month)
    offset = unsafe c.pointee.offset
    people = unsafe c.pointee.people
    returned = unsafe c.pointee.returned
    rate = unsafe c.pointee.rate
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__Retention.self, credopass__attendance__v1__retention__init)
    unsafe c.pointee.cohort = try arena.text(cohort)
    unsafe c.pointee.month = try arena.text(month)
    unsafe c.pointee.offset = offset
    unsafe c.pointee.people = people
    unsafe c.pointee.returned = returned
    unsafe c.pointee.rate = rate
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRetentionResponse {
  public static var fullName: String { "credopass.attendance.v1.ListRetentionResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListRetentionResponse.self, credopass__attendance__v1__list_retention_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListRetentionResponse.self)
    retention = try unsafe readMessages(c.pointee.n_retention, c.pointee.retention)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListRetentionResponse.self, credopass__attendance__v1__list_retention_response__init)
    unsafe c.pointee.n_retention = retention.count
    unsafe c.pointee.retention = try arena.list(retention) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Retention.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListLapsedRequest {
  public static var fullName: String { "credopass.attendance.v1.ListLapsedRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListLapsedRequest.self, credopass__attendance__v1__list_lapsed_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListLapsedRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
    atLeast = unsafe c.pointee.at_least
    of = unsafe c.pointee.of
    missed = unsafe c.pointee.missed
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListLapsedRequest.self, credopass__attendance__v1__list_lapsed_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.at_least = atLeast
    unsafe c.pointee.of = of
    unsafe c.pointee.missed = missed
    return UnsafeMutableRawPointer(c)
  }
}

extension LapsedPerson {
  public static var fullName: String { "credopass.attendance.v1.LapsedPerson" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__LapsedPerson.self, credopass__attendance__v1__lapsed_person__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__LapsedPerson.self)
    userId = try unsafe readText(c.pointee.user_id)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    attended = unsafe c.pointee.attended
    if let inner = unsafe c.pointee.last_attended {
      lastAttended = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__LapsedPerson.self, credopass__attendance__v1__lapsed_person__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.attended = attended
    unsafe c.pointee.last_attended = try lastAttended?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListLapsedResponse {
  public static var fullName: String { "credopass.attendance.v1.ListLapsedResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListLapsedResponse.self, credopass__attendance__v1__list_lapsed_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListLapsedResponse.self)
    people = try unsafe readMessages(c.pointee.n_people, c.pointee.people)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListLapsedResponse.self, credopass__attendance__v1__list_lapsed_response__init)
    unsafe c.pointee.n_people = people.count
    unsafe c.pointee.people = try arena.list(people) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__LapsedPerson.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListFirstTimersRequest {
  public static var fullName: String { "credopass.attendance.v1.ListFirstTimersRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListFirstTimersRequest.self, credopass__attendance__v1__list_first_timers_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListFirstTimersRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListFirstTimersRequest.self, credopass__attendance__v1__list_first_timers_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension FirstTimer {
  public static var fullName: String { "credopass.attendance.v1.FirstTimer" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__FirstTimer.self, credopass__attendance__v1__first_timer__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__FirstTimer.self)
    userId = try unsafe readText(c.pointee.user_id)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    eventId = try unsafe readText(c.pointee.event_id)
    eventName = try unsafe readText(c.pointee.event_name)
    if let inner = unsafe c.pointee.start_time {
      startTime = try unsafe Timestamp(unpacked: inner)
    }
    attended = unsafe c.pointee.attended
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__FirstTimer.self, credopass__attendance__v1__first_timer__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.event_name = try arena.text(eventName)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.attended = attended
    return UnsafeMutableRawPointer(c)
  }
}

extension ListFirstTimersResponse {
  public static var fullName: String { "credopass.attendance.v1.ListFirstTimersResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListFirstTimersResponse.self, credopass__attendance__v1__list_first_timers_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListFirstTimersResponse.self)
    people = try unsafe readMessages(c.pointee.n_people, c.pointee.people)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListFirstTimersResponse.self, credopass__attendance__v1__list_first_timers_response__init)
    unsafe c.pointee.n_people = people.count
    unsafe c.pointee.people = try arena.list(people) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__FirstTimer.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListTopAttendersRequest {
  public static var fullName: String { "credopass.attendance.v1.ListTopAttendersRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListTopAttendersRequest.self, credopass__attendance__v1__list_top_attenders_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListTopAttendersRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListTopAttendersRequest.self, credopass__attendance__v1__list_top_attenders_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension TopAttender {
  public static var fullName: String { "credopass.attendance.v1.TopAttender" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__TopAttender.self, credopass__attendance__v1__top_attender__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__TopAttender.self)
    userId = try unsafe readText(c.pointee.user_id)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    attended = unsafe c.pointee.attended
    attendanceRate = unsafe c.pointee.attendance_rate
    if let inner = unsafe c.pointee.last_attended {
      lastAttended = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__TopAttender.self, credopass__attendance__v1__top_attender__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.attended = attended
    unsafe c.pointee.attendance_rate = attendanceRate
    unsafe c.pointee.last_attended = try lastAttended?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListTopAttendersResponse {
  public static var fullName: String { "credopass.attendance.v1.ListTopAttendersResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListTopAttendersResponse.self, credopass__attendance__v1__list_top_attenders_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListTopAttendersResponse.self)
    people = try unsafe readMessages(c.pointee.n_people, c.pointee.people)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListTopAttendersResponse.self, credopass__attendance__v1__list_top_attenders_response__init)
    unsafe c.pointee.n_people = people.count
    unsafe c.pointee.people = try arena.list(people) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__TopAttender.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListStreaksRequest {
  public static var fullName: String { "credopass.attendance.v1.ListStreaksRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListStreaksRequest.self, credopass__attendance__v1__list_streaks_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListStreaksRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
    atLeast = unsafe c.pointee.at_least
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListStreaksRequest.self, credopass__attendance__v1__list_streaks_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.at_least = atLeast
    return UnsafeMutableRawPointer(c)
  }
}

extension Streak {
  public static var fullName: String { "credopass.attendance.v1.Streak" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__Streak.self, credopass__attendance__v1__streak__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__Streak.self)
    userId = try unsafe readText(c.pointee.user_id)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    current = unsafe c.pointee.current
    longest = unsafe c.pointee.longest
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__Streak.self, credopass__attendance__v1__streak__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.current = current
    unsafe c.pointee.longest = longest
    return UnsafeMutableRawPointer(c)
  }
}

extension ListStreaksResponse {
  public static var fullName: String { "credopass.attendance.v1.ListStreaksResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListStreaksResponse.self, credopass__attendance__v1__list_streaks_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListStreaksResponse.self)
    people = try unsafe readMessages(c.pointee.n_people, c.pointee.people)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListStreaksResponse.self, credopass__attendance__v1__list_streaks_response__init)
    unsafe c.pointee.n_people = people.count
    unsafe c.pointee.people = try arena.list(people) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Streak.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.FiguresService.
public enum FiguresMethods {
  public static let getEventArrivals = Method<GetEventArrivalsRequest, EventArrivals>(
    name: "credopass.attendance.v1.FiguresService/GetEventArrivals", idempotency: .noSideEffects)
  public static let getEventPresence = Method<GetEventPresenceRequest, EventPresence>(
    name: "credopass.attendance.v1.FiguresService/GetEventPresence", idempotency: .noSideEffects)
  public static let getEventDwell = Method<GetEventDwellRequest, EventDwell>(
    name: "credopass.attendance.v1.FiguresService/GetEventDwell", idempotency: .noSideEffects)
  public static let getPersonFigures = Method<GetPersonFiguresRequest, PersonFigures>(
    name: "credopass.attendance.v1.FiguresService/GetPersonFigures", idempotency: .noSideEffects)
  public static let getOverview = Method<GetOverviewRequest, Overview>(
    name: "credopass.attendance.v1.FiguresService/GetOverview", idempotency: .noSideEffects)
  public static let listMonthFigures = Method<ListMonthFiguresRequest, ListMonthFiguresResponse>(
    name: "credopass.attendance.v1.FiguresService/ListMonthFigures", idempotency: .noSideEffects)
  public static let listEventFigures = Method<ListEventFiguresRequest, ListEventFiguresResponse>(
    name: "credopass.attendance.v1.FiguresService/ListEventFigures", idempotency: .noSideEffects)
  public static let listRetention = Method<ListRetentionRequest, ListRetentionResponse>(
    name: "credopass.attendance.v1.FiguresService/ListRetention", idempotency: .noSideEffects)
  public static let listLapsed = Method<ListLapsedRequest, ListLapsedResponse>(
    name: "credopass.attendance.v1.FiguresService/ListLapsed", idempotency: .noSideEffects)
  public static let listFirstTimers = Method<ListFirstTimersRequest, ListFirstTimersResponse>(
    name: "credopass.attendance.v1.FiguresService/ListFirstTimers", idempotency: .noSideEffects)
  public static let listTopAttenders = Method<ListTopAttendersRequest, ListTopAttendersResponse>(
    name: "credopass.attendance.v1.FiguresService/ListTopAttenders", idempotency: .noSideEffects)
  public static let listStreaks = Method<ListStreaksRequest, ListStreaksResponse>(
    name: "credopass.attendance.v1.FiguresService/ListStreaks", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [getEventArrivals.name, getEventPresence.name, getEventDwell.name, getPersonFigures.name, getOverview.name, listMonthFigures.name, listEventFigures.name, listRetention.name, listLapsed.name, listFirstTimers.name, listTopAttenders.name, listStreaks.name]
}

/// Numbers about who came. What they are made of is counted when it is asked for: no figure is old.
/// An event counts once it is over (its end has come, or it was closed by hand), unless it is a
/// draft, was canceled or did not meet: such an event is in no figure, no rate, and breaks no
/// streak. Events are in order of their start, then their id. A scope is the events that count, of
/// one category or one series where the request says so; a range is those of the scope that start at
/// or after from and before to. Months are those in which events start, in each event's time zone.
/// What has nothing to be divided by is absent.
public protocol FiguresService: Service {
  /// Gives when people came to an event: those who checked in, by minutes from its start.
  func getEventArrivals(
    _ request: GetEventArrivalsRequest, _ call: CallContext
  ) async throws -> EventArrivals
  /// Gives how many were inside at an event, over time.
  func getEventPresence(
    _ request: GetEventPresenceRequest, _ call: CallContext
  ) async throws -> EventPresence
  /// Gives how long people stayed at an event.
  func getEventDwell(
    _ request: GetEventDwellRequest, _ call: CallContext
  ) async throws -> EventDwell
  /// Gives one person's figures in a range.
  func getPersonFigures(
    _ request: GetPersonFiguresRequest, _ call: CallContext
  ) async throws -> PersonFigures
  /// Gives the figures of all events in a range together.
  func getOverview(
    _ request: GetOverviewRequest, _ call: CallContext
  ) async throws -> Overview
  /// Lists the months of a range that had events, with their figures.
  func listMonthFigures(
    _ request: ListMonthFiguresRequest, _ call: CallContext
  ) async throws -> ListMonthFiguresResponse
  /// Lists the events of a range with their figures, so that the occurrences of a series can be
  /// compared.
  func listEventFigures(
    _ request: ListEventFiguresRequest, _ call: CallContext
  ) async throws -> ListEventFiguresResponse
  /// Lists, for those who came first in one month, how many of them came in each later month.
  func listRetention(
    _ request: ListRetentionRequest, _ call: CallContext
  ) async throws -> ListRetentionResponse
  /// Lists who has stopped coming: attended at_least of the `of` events before the last `missed`
  /// events of a range, and none of those.
  func listLapsed(
    _ request: ListLapsedRequest, _ call: CallContext
  ) async throws -> ListLapsedResponse
  /// Lists whose first event of the scope lies in the range.
  func listFirstTimers(
    _ request: ListFirstTimersRequest, _ call: CallContext
  ) async throws -> ListFirstTimersResponse
  /// Lists who attended most events of a range.
  func listTopAttenders(
    _ request: ListTopAttendersRequest, _ call: CallContext
  ) async throws -> ListTopAttendersResponse
  /// Lists who has attended one event of a range after the other, up to the last of them.
  func listStreaks(
    _ request: ListStreaksRequest, _ call: CallContext
  ) async throws -> ListStreaksResponse
}

extension FiguresService {
  public static var name: String { "credopass.attendance.v1.FiguresService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(FiguresMethods.getEventArrivals) { try await self.getEventArrivals($0, $1) },
      MethodHandler(FiguresMethods.getEventPresence) { try await self.getEventPresence($0, $1) },
      MethodHandler(FiguresMethods.getEventDwell) { try await self.getEventDwell($0, $1) },
      MethodHandler(FiguresMethods.getPersonFigures) { try await self.getPersonFigures($0, $1) },
      MethodHandler(FiguresMethods.getOverview) { try await self.getOverview($0, $1) },
      MethodHandler(FiguresMethods.listMonthFigures) { try await self.listMonthFigures($0, $1) },
      MethodHandler(FiguresMethods.listEventFigures) { try await self.listEventFigures($0, $1) },
      MethodHandler(FiguresMethods.listRetention) { try await self.listRetention($0, $1) },
      MethodHandler(FiguresMethods.listLapsed) { try await self.listLapsed($0, $1) },
      MethodHandler(FiguresMethods.listFirstTimers) { try await self.listFirstTimers($0, $1) },
      MethodHandler(FiguresMethods.listTopAttenders) { try await self.listTopAttenders($0, $1) },
      MethodHandler(FiguresMethods.listStreaks) { try await self.listStreaks($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.FiguresService.
public struct FiguresClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives when people came to an event: those who checked in, by minutes from its start.
  public func getEventArrivals(
    _ request: GetEventArrivalsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EventArrivals {
    try await caller.call(FiguresMethods.getEventArrivals, request, options)
  }

  /// Gives how many were inside at an event, over time.
  public func getEventPresence(
    _ request: GetEventPresenceRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EventPresence {
    try await caller.call(FiguresMethods.getEventPresence, request, options)
  }

  /// Gives how long people stayed at an event.
  public func getEventDwell(
    _ request: GetEventDwellRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EventDwell {
    try await caller.call(FiguresMethods.getEventDwell, request, options)
  }

  /// Gives one person's figures in a range.
  public func getPersonFigures(
    _ request: GetPersonFiguresRequest, _ options: CallOptions = CallOptions()
  ) async throws -> PersonFigures {
    try await caller.call(FiguresMethods.getPersonFigures, request, options)
  }

  /// Gives the figures of all events in a range together.
  public func getOverview(
    _ request: GetOverviewRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Overview {
    try await caller.call(FiguresMethods.getOverview, request, options)
  }

  /// Lists the months of a range that had events, with their figures.
  public func listMonthFigures(
    _ request: ListMonthFiguresRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListMonthFiguresResponse {
    try await caller.call(FiguresMethods.listMonthFigures, request, options)
  }

  /// Lists the events of a range with their figures, so that the occurrences of a series can be
  /// compared.
  public func listEventFigures(
    _ request: ListEventFiguresRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListEventFiguresResponse {
    try await caller.call(FiguresMethods.listEventFigures, request, options)
  }

  /// Lists, for those who came first in one month, how many of them came in each later month.
  public func listRetention(
    _ request: ListRetentionRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRetentionResponse {
    try await caller.call(FiguresMethods.listRetention, request, options)
  }

  /// Lists who has stopped coming: attended at_least of the `of` events before the last `missed`
  /// events of a range, and none of those.
  public func listLapsed(
    _ request: ListLapsedRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListLapsedResponse {
    try await caller.call(FiguresMethods.listLapsed, request, options)
  }

  /// Lists whose first event of the scope lies in the range.
  public func listFirstTimers(
    _ request: ListFirstTimersRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListFirstTimersResponse {
    try await caller.call(FiguresMethods.listFirstTimers, request, options)
  }

  /// Lists who attended most events of a range.
  public func listTopAttenders(
    _ request: ListTopAttendersRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListTopAttendersResponse {
    try await caller.call(FiguresMethods.listTopAttenders, request, options)
  }

  /// Lists who has attended one event of a range after the other, up to the last of them.
  public func listStreaks(
    _ request: ListStreaksRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListStreaksResponse {
    try await caller.call(FiguresMethods.listStreaks, request, options)
  }
}
