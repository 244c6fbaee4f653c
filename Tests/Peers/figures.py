"""Computes figures from exported CSV and says where given answers differ.

Input is a JSON object: `now` (microseconds since 1970), `events`, `attendance` and `stays` (CSV
texts, times in microseconds), and `questions`, each with `rpc`, `request` and `pages` (answers in
JSON, page by page). Output is a list of differences. It shares nothing with what it judges: plain
loops over plain sets, one figure after the other.
"""

import csv
import datetime
import io
import json
import statistics
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def number(text):
    return int(text) if text else None


def instant(microseconds):
    return EPOCH + datetime.timedelta(microseconds=microseconds)


class World:
    def __init__(self, said):
        self.now = said["now"]
        self.events = {}
        for row in rows(said["events"]):
            for name in ("start", "end", "closed", "canceled", "capacity"):
                row[name] = number(row[name])
            row["crowd"] = []
            self.events[row["id"]] = row
        self.people = {}
        for row in rows(said["attendance"]):
            for name in ("enrolled", "check_in"):
                row[name] = number(row[name])
            row["stays"] = []
            self.people[row["id"]] = row
            self.events[row["event"]]["crowd"].append(row)
        for row in rows(said["stays"]):
            row["in"], row["out"] = number(row["in"]), number(row["out"])
            self.people[row["attendance"]]["stays"].append(row)

    def counts(self, event):
        if event["draft"] == "t" or event["canceled"] is not None or event["unmet"] == "t":
            return False
        if event["start"] is None or event["end"] is None:
            return False
        over = [time for time in (event["end"], event["closed"]) if time is not None]
        return min(over) <= self.now

    def scope(self, request):
        """Events that count, of category and series, before `to`; and those of the range."""
        found = []
        for event in self.events.values():
            if not self.counts(event):
                continue
            if request.get("category") and event["category"] != request["category"]:
                continue
            if request.get("seriesId") and event["series"] != request["seriesId"]:
                continue
            if request.get("to") is not None and event["start"] >= request["to"]:
                continue
            found.append(event)
        found.sort(key=lambda event: (event["start"], event["id"]))
        since = request.get("from")
        return found, [e for e in found if since is None or e["start"] >= since]


def month(event):
    local = instant(event["start"]).astimezone(zoneinfo.ZoneInfo(event["zone"]))
    return f"{local.year:04}-{local.month:02}"


def came(event):
    return {row["patron"] for row in event["crowd"] if row["status"] == "ATTENDED"}


def share(part, whole):
    return part / whole if whole else None


def tallies(events):
    crowd = [row for event in events for row in event["crowd"]]
    attended = [row for row in crowd if row["status"] == "ATTENDED"]
    registered = [row for row in crowd if row["enrolled"] is not None]
    both = [row for row in attended if row["enrolled"] is not None]
    return {
        "registered": len(registered),
        "attended": len(attended),
        "walkIns": len(attended) - len(both),
        "noShows": sum(row["status"] == "NO_SHOW" for row in crowd),
        "excused": sum(row["status"] == "EXCUSED" for row in crowd),
        "showRate": share(len(both), len(registered)),
    }


def first_events(scope):
    first = {}
    for event in scope:
        for person in came(event):
            first.setdefault(person, event)
    return first


def iso(microseconds):
    return None if microseconds is None else instant(microseconds)


def overview(world, request):
    scope, asked = world.scope(request)
    first = first_events(scope)
    people = set().union(*(came(event) for event in asked))
    fresh = {p for p in people if any(first[p] is event for event in asked)}
    seats = [event for event in asked if event["capacity"] is not None]
    counts = tallies(asked)
    return counts | {
        "events": len(asked),
        "fill": share(sum(len(came(e)) for e in seats), sum(e["capacity"] for e in seats)),
        "meanAttended": share(counts["attended"], len(asked)),
        "people": len(people),
        "firstTimers": len(fresh),
        "returning": len(people - fresh),
    }


def months(world, request):
    scope, asked = world.scope(request)
    first = first_events(scope)
    for name in sorted({month(event) for event in asked}):
        own = [event for event in asked if month(event) == name]
        people = set().union(*(came(event) for event in own))
        fresh = {p for p, event in first.items() if event in own}
        counts = tallies(own)
        del counts["excused"]
        yield counts | {
            "month": name,
            "events": len(own),
            "people": len(people),
            "firstTimers": len(fresh),
            "returning": len(people - fresh),
        }


def events(world, request):
    scope, asked = world.scope(request)
    first = first_events(scope)
    for event in asked:
        people = came(event)
        fresh = {p for p in people if first[p] is event}
        yield tallies([event]) | {
            "eventId": event["id"],
            "name": event["name"],
            "seriesId": event["series"],
            "category": event["category"],
            "startTime": iso(event["start"]),
            "capacity": event["capacity"],
            "fill": share(len(people), event["capacity"]),
            "firstTimers": len(fresh),
            "returning": len(people - fresh),
        }


def retention(world, request):
    scope, asked = world.scope(request)
    first = first_events(scope)
    cohorts = {}
    for person, event in first.items():
        if event in asked:
            cohorts.setdefault(month(event), set()).add(person)
    crowds = {}
    for event in asked:
        crowds.setdefault(month(event), set()).update(came(event))

    def index(name):
        return int(name[:4]) * 12 + int(name[5:])

    for cohort in sorted(cohorts):
        for name in sorted(crowds):
            back = cohorts[cohort] & crowds[name]
            # Somebody may be first in one zone's month and then in the month before of another.
            if name >= cohort or back:
                yield {
                    "cohort": cohort,
                    "month": name,
                    "offset": index(name) - index(cohort),
                    "people": len(cohorts[cohort]),
                    "returned": len(back),
                    "rate": len(back) / len(cohorts[cohort]),
                }


def lapsed(world, request):
    _, asked = world.scope(request)
    least, of, missed = request["atLeast"] or 3, request["of"] or 6, request["missed"] or 3
    recent, before = asked[-missed:], asked[:-missed][-of:]
    back = set().union(*(came(event) for event in recent))
    for person in set().union(*(came(event) for event in before)) - back:
        there = [event for event in before if person in came(event)]
        if len(there) >= least:
            yield {
                "userId": person,
                "attended": len(there),
                "lastAttended": iso(there[-1]["start"]),
            }


def first_timers(world, request):
    scope, asked = world.scope(request)
    for person, event in first_events(scope).items():
        if event in asked:
            yield {
                "userId": person,
                "eventId": event["id"],
                "eventName": event["name"],
                "startTime": iso(event["start"]),
                "attended": sum(person in came(other) for other in scope),
            }


def top(world, request):
    _, asked = world.scope(request)
    for person in set().union(*(came(event) for event in asked)):
        there = [event for event in asked if person in came(event)]
        yield {
            "userId": person,
            "attended": len(there),
            "attendanceRate": len(there) / len(asked),
            "lastAttended": iso(there[-1]["start"]),
        }


def runs(person, asked):
    """The row that goes on at the end, and the longest."""
    marks = []
    for event in asked:
        status = [row["status"] for row in event["crowd"] if row["patron"] == person]
        if status != ["EXCUSED"]:
            marks.append("x" if status == ["ATTENDED"] else " ")
    text = "".join(marks)
    return len(text) - len(text.rstrip("x")), max(map(len, text.split()), default=0)


def streaks(world, request):
    _, asked = world.scope(request)
    for person in set().union(*(came(event) for event in asked)):
        current, longest = runs(person, asked)
        if current >= (request["atLeast"] or 2):
            yield {"userId": person, "current": current, "longest": longest}


def person(world, request):
    _, asked = world.scope(request)
    who = request["userId"]
    own = [dict(e, crowd=[row for row in e["crowd"] if row["patron"] == who]) for e in asked]
    there = [event["start"] for event in own if came(event)]
    current, longest = runs(who, asked)
    return tallies(own) | {
        "userId": who,
        "events": len(asked),
        "attendanceRate": share(len(there), len(asked)),
        "currentStreak": current,
        "longestStreak": longest,
        "firstAttended": iso(there[0]) if there else None,
        "lastAttended": iso(there[-1]) if there else None,
    }


def summary(world, request):
    event = world.events[request["eventId"]]
    real = event["draft"] != "t" and event["canceled"] is None and event["unmet"] != "t"
    people = came(event)
    key = (event["start"], event["id"])
    earlier = set().union(
        *(came(e) for e in world.events.values()
          if world.counts(e) and (e["start"], e["id"]) < key)
    )  # fmt: skip
    counts = tallies([event]) | {
        "eventId": event["id"],
        "capacity": event["capacity"],
        "fill": share(len(people), event["capacity"]),
        "firstTimers": len(people - earlier),
        "returning": len(people & earlier),
    }
    if not real:
        counts |= {"showRate": None, "fill": None, "firstTimers": None, "returning": None}
    return counts


def arrivals(world, request):
    event = world.events[request["eventId"]]
    size = (request["bucketMinutes"] or 5) * 60_000_000
    times = sorted(
        row["check_in"]
        for row in event["crowd"]
        if row["status"] == "ATTENDED" and row["check_in"] is not None
    )
    found = {}
    for time in times:
        found.setdefault((time - event["start"]) // size, []).append(time)
    total = 0
    for bucket in sorted(found):
        total += len(found[bucket])
        yield {
            "minute": bucket * size // 60_000_000,
            "arrived": len(found[bucket]),
            "total": total,
        }


def presence(world, request):
    event = world.events[request["eventId"]]
    size = (request["bucketMinutes"] or 5) * 60_000_000
    stays = [
        (stay["in"], stay["out"])
        for row in event["crowd"]
        if row["status"] == "ATTENDED"
        for stay in row["stays"]
    ]

    def inside(time):
        return sum(a <= time and (b is None or time < b) for a, b in stays)

    # Nothing changes but at these.
    times = sorted({time for stay in stays for time in stay if time is not None})
    times = [time for time in times if inside(time) != inside(time - 1)]
    peak = max(map(inside, times), default=0)
    buckets = []
    for bucket in sorted({(time - event["start"]) // size for time in times}):
        first = event["start"] + bucket * size
        moments = [first] + [time for time in times if first <= time < first + size]
        buckets.append(
            {
                "minute": bucket * size // 60_000_000,
                "present": inside(first + size - 1),
                "peak": max(map(inside, moments)),
            }
        )
    at = min((time for time in times if inside(time) == peak), default=None) if peak else None
    return {"buckets": buckets, "peakPresent": peak, "peakAt": iso(at)}


def dwell(world, request):
    event = world.events[request["eventId"]]
    sums, count = [], 0
    for row in event["crowd"]:
        closed = [
            stay["out"] - stay["in"]
            for stay in row["stays"]
            if stay["out"] is not None and stay["auto"] == "f"
        ]
        if row["status"] == "ATTENDED" and closed:
            sums.append(sum(closed) / 1e6)
            count += len(closed)
    return {
        "eventId": event["id"],
        "people": len(sums),
        "stays": count,
        "meanSeconds": statistics.fmean(sums) if sums else None,
        "medianSeconds": statistics.median(sums) if sums else None,
    }


# What each answers: one message, or the member that has its rows, and by what they are ordered.
ONE = {
    "GetOverview": overview, "GetPersonFigures": person, "GetEventSummary": summary,
    "GetEventPresence": presence, "GetEventDwell": dwell,
}  # fmt: skip
MANY = {
    "ListMonthFigures": (months, "months", lambda r: r["month"]),
    "ListEventFigures": (events, "events", lambda r: (r["startTime"], r["eventId"])),
    "ListRetention": (retention, "retention", lambda r: (r["cohort"], r["month"])),
    "ListLapsed": (lapsed, "people", lambda r: -r["attended"]),
    "ListFirstTimers": (first_timers, "people", lambda r: -r["startTime"].timestamp()),
    "ListTopAttenders": (top, "people", lambda r: -r["attended"]),
    "ListStreaks": (streaks, "people", lambda r: (-r["current"], -r["longest"])),
    "GetEventArrivals": (arrivals, "buckets", lambda r: r["minute"]),
}


def value(given, wanted):
    """What the contract's JSON says, as the type that is wanted."""
    if given is None or wanted is None:
        return given
    if isinstance(wanted, datetime.datetime):
        return datetime.datetime.fromisoformat(given)
    if isinstance(wanted, int):
        return int(given)
    return given


def same(given, wanted):
    if isinstance(wanted, float) and given is not None:
        return abs(given - wanted) <= 1e-9 * max(1, abs(wanted))
    return given == wanted


def differences(given, wanted, place, ignored):
    """By member; one that has no wanted value has to be named."""
    for name in given.keys() - wanted.keys() - ignored:
        yield f"{place}: {name} is not judged"
    for name, right in wanted.items():
        if isinstance(right, list):
            yield from listed(given.get(name, []), right, f"{place}.{name}", ignored)
        elif not same(value(given.get(name), right), right):
            yield f"{place}: {name} is {given.get(name)}, not {right}"


def listed(given, wanted, place, ignored):
    if len(given) != len(wanted):
        yield f"{place}: {len(given)} rows, not {len(wanted)}"
        return
    for index, (left, right) in enumerate(zip(given, wanted)):
        yield from differences(left, right, f"{place}[{index}]", ignored)


def judge(world, question):
    name, request, pages = question["rpc"], question["request"], question["pages"]
    place = f"{name}({request})"
    if name in ONE:
        ignored = {"present", "version"} if name == "GetEventSummary" else set()
        yield from differences(pages[0], ONE[name](world, request), place, ignored)
        return
    compute, member, order = MANY[name]
    given = [row for page in pages for row in page.get(member, [])]
    wanted = sorted(compute(world, request), key=order)
    people = "userId" in (wanted[0] if wanted else {})
    if people and len(given) == len(wanted):
        # Among equals any order will do, but the order as a whole is part of the answer.
        ranks = [tuple(value(row.get(k), wanted[0][k]) for k in wanted[0]) for row in given]
        keys = [order(dict(zip(wanted[0], rank))) for rank in ranks]
        if keys != sorted(keys):
            yield f"{place}: rows are out of order"
        given = sorted(given, key=lambda row: row["userId"])
        wanted = sorted(wanted, key=lambda row: row["userId"])
    yield from listed(given, wanted, place, {"firstName", "lastName"})


def main():
    said = json.load(sys.stdin)
    world = World(said)
    found = [text for question in said["questions"] for text in judge(world, question)]
    json.dump(found, sys.stdout)


main()
