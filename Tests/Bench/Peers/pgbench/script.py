"""Prints what pgbench runs beside us, made of the very statements that our daemons run.

usage: script.py get-user | check-in PAYLOAD_BYTES | enroll PAYLOAD_BYTES ANSWER_BYTES |
    burn distinct|hot PAYLOAD_BYTES ANSWER_BYTES

All but the first want the variables clients, first (event, or round) and n=0, check-in also doors.
Ids are those
of Tests/Bench/Load/seed.sql; those we make are UUIDs in order of time, so these are in order, too.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[4]
DOORS = "Services/Attendance/Statements/StatementsDoors.swift"
PASSES = "Services/Attendance/Statements/StatementsPasses.swift"
COPIES = "Services/Attendance/Statements/StatementsCopies.swift"
FEED = "Shared/Daemon/Feed/FeedStatements.swift"
ROOM = "Services/Events/"
CLAIMS = ROOM + "StatementsEnrollments.swift"
KEYS = "Shared/Daemon/Idempotency/IdempotencyStatements.swift"
POOL = "Shared/Postgres/Internals.swift"
POINTS = "Services/Loyalty/Statements"


def text_at(source, at):
    """The text of the Swift expression at a place: literals and constants of the file, added."""
    text = ""
    while True:
        found = re.compile(
            r'\s*(?:schema\.fill\(\s*)?(?:"""\n(.*?)"""|"([^"\n]*)"|(\w+))\s*(\+)?', re.S
        ).match(source, at)
        long, short, name, more = found.groups()
        if name:
            text += text_at(source, re.search(rf"\blet {name} =", source).end())
        else:
            text += long.rstrip() if long is not None else short
        if not more:
            return text
        at = found.end()


def statement(path, name, *values, schema="attendance"):
    """The text of the statement of that name, its parameters replaced by expressions."""
    source = (ROOT / path).read_text()
    found = re.search(re.escape(f'"{name}"') + r",", source)
    if not found:
        sys.exit(f"{path} has no statement {name}")
    sql = text_at(source, found.end()).replace("{schema}", schema).strip()
    if {int(number) for number in re.findall(r"\$(\d+)", sql)} != set(range(1, len(values) + 1)):
        sys.exit(f"{name} no longer takes {len(values)} parameters")
    return re.sub(r"\$(\d+)", lambda number: values[int(number[1]) - 1], sql) + ";"


def uuid(kind, variable):
    """The id of a kind that ends in a variable's twelve digits."""
    return f"('0190a5b{kind}-0000-7000-8000-' || :{variable}::text)::uuid"


def array(*values, of=None):
    return f"ARRAY[{', '.join(values)}]" + (f"::{of}[]" if of else "")


def get_user():
    return [
        r"\set person 100000000000 + random(0, 99999)",
        statement("Services/Users/Statements.swift", "users.find", uuid(0, "person")),
    ]


# Who checks in where is as in Tests/Bench/Load/check-in.lua, the clients taking turns.
WHO = r"""
\set i :clients * :n + :client_id
\set n :n + 1
\set event 100000000000 + :first + :i % :doors + :doors * (:i / 100000)
\set person 100000000000 + :i % 100000 * 7919 % 100000
\set row 100000000000 + :first * 1000000 + :i
"""


def check_in(payload):
    """One flight of one scan: what Services/Attendance/Store/StoreDoors.swift sends, in its
    two batches."""
    event, person = uuid(2, "event"), uuid(0, "person")
    attendance, stay, scan = uuid(4, "row"), uuid(5, "row"), uuid(6, "row")
    actor, device = uuid(0, "actor"), "'user:0190a5b0-0000-7000-8000-100000000000'"
    scan_id, no = "'scan-' || :row::text", array("NULL")
    read = [
        statement(POOL, "pool.begin"),
        statement(POOL, "pool.bound", "'5000'"),
        statement(DOORS, "doors.lock_all", array(event)),
        statement(DOORS, "doors.events", array(event)),
        statement(COPIES, "copies.find_people", array(person)),
        statement(DOORS, "doors.presences", array(event), array(person)),
        statement(DOORS, "doors.stays", array(event), array(person)),
        statement(DOORS, "doors.facts", array(event), array(person)),
        statement(DOORS, "doors.logged", array(device), array(scan_id)),
        statement(PASSES, "passes.numbers", "'{}'", "'{}'"),
    ]
    write = [
        statement(
            DOORS, "doors.keep_presences", array(attendance), array(event), array(person),
            array("'ATTENDED'"), array("now()"), no, array("'MANUAL'"), array("''"), array(actor),
            no, no),
        statement(
            DOORS, "doors.keep_stays", array(stay), array(attendance), array("now()"), no,
            array("false")),
        statement(
            DOORS, "doors.log", array(event), array(scan), array(device), array(scan_id), array(person),
            array(person), array(actor), array("'MANUAL'"), array("now()"), array("now()"),
            array("'OK'"), array("'Welcome.'"), array("false"), array("1"), array(attendance),
            no, array("now()"), no, array("'MANUAL'"), array("''"), array(actor), array("'IN'"),
            array("''"), array("false"), array("false"), array("false")),
        statement(DOORS, "doors.move_live", array(event), array("1"), array("1")),
        statement(
            FEED, "feed.publish", array("'AttendanceChanged'"), array(attendance),
            array(f"decode(repeat('5a', {payload}), 'hex')")),
        statement(POOL, "pool.commit"),
    ]
    return (
        [WHO, r"\set actor 100000000000", r"\startpipeline"] + read
        + [r"\endpipeline", r"\startpipeline"] + write + [r"\endpipeline"])


# Who enrolls where is as in Tests/Bench/Enroll, the clients taking turns.
ENROLLS = r"""
\set i :clients * :n + :client_id
\set n :n + 1
\set event 100000000000 + :first
\set person 100000000000 + :i % 100000 * 7919 % 100000
\set row 100000000000 + :first * 1000000 + :i
"""


def enroll(payload, answer):
    """One flight of one person: what Services/Events/StoreEnroll.swift sends, in its batches. The
    seats that it reckons with are those that it has locked."""
    def run(path, name, *values):
        return statement(path, name, *values, schema="events")

    event, person = uuid(3, "event"), uuid(0, "person")
    claim, notice = uuid(4, "row"), uuid(5, "row")
    subject, key = array(f"'user:' || {person}"), array("'enroll ' || :row::text")
    number = f"(SELECT last_queue_number + 1 FROM events.events WHERE id = {event})"
    read = [
        run(POOL, "pool.begin"),
        run(POOL, "pool.bound", "'5000'"),
        run(ROOM + "Statements.swift", "users.find", array(person)),
        run(ROOM + "StatementsEvents.swift", "events.lock", event),
        run(CLAIMS, "enrollments.of_people", event, array(person)),
        run(CLAIMS, "enrollments.queue", event),
        run(CLAIMS, "enrollments.places", event, array(person)),
        run(KEYS, "idempotency.find", subject, key),
    ]
    write = [
        run(
            CLAIMS, "enrollments.keep", array(claim), array(event), array(person),
            array("'ENROLLED'"), array("0"), array(number), array("0"), array("now()"),
            array("NULL")),
        run(
            ROOM + "StatementsRsvps.swift", "rsvps.follow", event, array(person),
            array("'ENROLLED'"), "now()"),
        run(
            ROOM + "StatementsEvents.swift", "events.save_seats", event, "taken + 1", "0",
            "last_queue_number + 1"),
        run(
            FEED, "feed.publish", array("'EnrollmentChanged'"), array(claim),
            array(f"decode(repeat('5a', {payload}), 'hex')")),
        run(
            ROOM + "StatementsNotices.swift", "notices.keep", array(notice), array(event),
            array(person), array("'ENROLLED'"), "now()"),
        run(
            KEYS, "idempotency.keep", subject, key,
            array("'credopass.events.v1.EnrollmentsService/Enroll'"),
            array("decode(repeat('5a', 32), 'hex')"),
            array(f"decode(repeat('5a', {answer}), 'hex')")),
    ]
    return (
        [ENROLLS, r"\startpipeline"] + read + [r"\endpipeline", r"\startpipeline"] + write
        + [r"\endpipeline", statement(POOL, "pool.commit")])


# Who redeems is as in Tests/Bench/Burn, the clients taking turns.
REDEEMS = r"""
\set i :clients * :n + :client_id
\set n :n + 1
\set row 100000000000 + :first * 1000000 + :i
"""
WHOSE = {
    "distinct": r"\set person 100000000000 + :i % 100000 * 7919 % 100000",
    "hot": r"\set person 100000000000 + :first",
}


def burn(whose, payload, answer):
    """One flight of one person at a reward without stock: what Services/Loyalty/StoreRedeem.swift
    sends, in its batches. What it reckons with is what it has locked."""
    def run(path, name, *values):
        path = path if "/" in path else POINTS + path + ".swift"
        return statement(path, name, *values, schema="loyalty")

    def account(column):
        return f"(SELECT {column} FROM loyalty.accounts WHERE patron_id = {person})"

    person, reward = uuid(0, "person"), "'0190a5b7-0000-7000-8000-100000000000'::uuid"
    entry, redemption = uuid(8, "row"), uuid(9, "row")
    lot = f"(SELECT entry_id FROM loyalty.lots WHERE patron_id = {person} AND is_open)"
    left = f"(SELECT remaining - 10 FROM loyalty.lots WHERE patron_id = {person} AND is_open)"
    subject, key = array(f"'user:' || {person}"), array("'burn ' || :row::text")
    now, no = "now()", array("NULL")
    balance, number = account("balance - 10"), account("movements + 1")
    batches = [
        [
            run(POOL, "pool.begin"),
            run("Ledger", "accounts.lock", array(person)),
            run("Rewards", "rewards.find", reward),
            run(KEYS, "idempotency.find", subject, key),
        ],
        [
            run("Rewards", "rewards.hold", reward),
            run("Rewards", "rewards.shoppers", array(person), now),
            run("Rewards", "rewards.held", reward, array(of="uuid")),
            run("Tiers", "tiers.ladder"),
        ],
        [
            run("Ledger", "accounts.open", array(person)),
            run("Ledger", "accounts.lock", array(person)),
            run("Ledger", "lots.list", array(person), array(of="uuid"), now),
            run("Tiers", "tiers.ladder"),
            run("Tiers", "tiers.pinned", array(person), now),
        ],
        [
            run(
                "Ledger", "ledger.add", array(entry), array(person), array(number),
                array("'BURN'"), array("-10"), array("'Redeemed: A coffee'"),
                array(f"'redemption:' || {redemption}"), no, no, array(reward), no,
                array(balance), array(now), no, array(person)),
            run("Ledger", "lots.keep", array(lot), array(left), no),
            run("Ledger", "uses.add", array(entry), array(lot), array("10")),
            run(
                "Ledger", "accounts.keep", array(person), array(balance), array("0"),
                array(account("lifetime")), array("'platinum'"), array(account("tier_since")),
                array(number), array(now)),
            run(
                FEED, "feed.publish", array("'PointsChanged'"), array(person),
                array(f"decode(repeat('5a', {payload}), 'hex')")),
        ],
        [
            run(
                "Redemptions", "redemptions.add", array(redemption), reward, array(person),
                array(entry), "10", "'A coffee'",
                array("translate(lpad(:row::text, 16, '2'), '01', 'XY')"), now, "NULL", "false"),
            run(
                KEYS, "idempotency.keep", subject, key,
                array("'credopass.loyalty.v1.RewardsService/RedeemReward'"),
                array("decode(repeat('5a', 32), 'hex')"),
                array(f"decode(repeat('5a', {answer}), 'hex')")),
        ],
    ]
    return (
        [REDEEMS, WHOSE[whose]]
        + [line for batch in batches for line in [r"\startpipeline"] + batch + [r"\endpipeline"]]
        + [statement(POOL, "pool.commit")])


match sys.argv[1:]:
    case ["get-user"]:
        lines = get_user()
    case ["check-in", payload]:
        lines = check_in(int(payload))
    case ["enroll", payload, answer]:
        lines = enroll(int(payload), int(answer))
    case ["burn", ("distinct" | "hot") as whose, payload, answer]:
        lines = burn(whose, int(payload), int(answer))
    case _:
        sys.exit(__doc__)
print("\n".join(lines))
