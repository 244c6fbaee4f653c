"""An independent judge of days, zones and calendars: dateutil, zoneinfo and icalendar.

Reads one JSON object and writes one: {"instants": {"zone", "walls"}} gives seconds since 1970,
{"days": {...}} the days of a rule, {"read": text} what a calendar says and how its lines are made.
"""

import json
import sys
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from dateutil import rrule
from icalendar import Calendar
from icalendar.parser import unescape_char


def instants(zone, walls):
    place = ZoneInfo(zone)
    return [int(datetime.fromisoformat(wall).replace(tzinfo=place).timestamp()) for wall in walls]


def days(frequency, interval, weekdays, week, start, end):
    names = [rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU]
    chosen = [names[number] for number in weekdays]
    if frequency == "MONTHLY":
        chosen = [day(week) for day in chosen]
    first = datetime.fromisoformat(start)
    # A month is counted from its first day, so that a start behind the day does not shift the rest.
    if frequency == "MONTHLY":
        first = first.replace(day=1)
    found = rrule.rrule(
        {"DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY}[frequency],
        dtstart=first, interval=interval, byweekday=chosen or None, wkst=rrule.MO,
        until=datetime.fromisoformat(end))
    return [day.date().isoformat() for day in found if day.date() >= date.fromisoformat(start)]


def said(value):
    if hasattr(value, "dt"):
        when = value.dt
        if isinstance(when, datetime):
            assert when.utcoffset().total_seconds() == 0, when
            return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return str(when)
    if hasattr(value, "cats"):
        return [str(category) for category in value.cats]
    if hasattr(value, "latitude"):
        return [value.latitude, value.longitude]
    return value if isinstance(value, int) else str(value)


def read(text):
    raw = text.encode()
    assert raw.endswith(b"\r\n"), "the end"
    lines = raw[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75, line
        assert b"\n" not in line and b"\r" not in line, line
        line.decode()
    calendar = Calendar.from_ical(raw)
    assert not calendar.errors, calendar.errors
    events = []
    for event in calendar.walk("VEVENT"):
        assert not event.errors, event.errors
        events.append({name: said(value) for name, value in event.property_items(False, False)
                       if name not in ("BEGIN", "END")})
    head = {name: unescape_char(str(value)) for name, value in calendar.items()}
    return {"head": head, "events": events, "longest": max(len(line) for line in lines)}


request = json.load(sys.stdin)
answer = {}
if "instants" in request:
    answer["instants"] = instants(**request["instants"])
if "days" in request:
    answer["days"] = [days(**rule) for rule in request["days"]]
if "read" in request:
    answer["read"] = read(request["read"])
json.dump(answer, sys.stdout)
