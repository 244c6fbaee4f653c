"""Prints what pgbench runs beside us, made of the very statements that our daemons run.

usage: script.py get-user | check-in PAYLOAD_BYTES

check-in wants the variables clients, first (event), doors and n=0. Ids are those of
Tests/Bench/Load/seed.sql; those we make are UUIDs in order of time, so these are in order, too.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[4]
DOORS = "Services/Attendance/Statements/StatementsDoors.swift"
COPIES = "Services/Attendance/Statements/StatementsCopies.swift"
FEED = "Shared/Daemon/Feed/FeedStatements.swift"
POOL = "Shared/Postgres/Internals.swift"


def statement(path, name, *values):
    """The text of the statement of that name, its parameters replaced by expressions."""
    text = (ROOT / path).read_text()
    start = re.escape(f'"{name}"') + r",\s*(?:schema\.fill\(\s*)?"
    found = re.search(start + r'(?:"""\n(.*?)"""|"([^"\n]*)")', text, re.S)
    if not found:
        sys.exit(f"{path} has no statement {name}")
    sql = (found[1] or found[2]).replace("{schema}", "attendance").strip()
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
    batches, and the person's name, which is read after the commit."""
    event, person = uuid(2, "event"), uuid(0, "person")
    attendance, stay, scan = uuid(4, "row"), uuid(5, "row"), uuid(6, "row")
    actor, device = uuid(0, "actor"), "'user:0190a5b0-0000-7000-8000-100000000000'"
    scan_id, no = "'scan-' || :row::text", array("NULL")
    read = [
        statement(POOL, "pool.begin"),
        statement(POOL, "pool.bound", "'5000'"),
        statement(DOORS, "doors.lock", event),
        statement(DOORS, "doors.event", event),
        statement(COPIES, "copies.find_people", array(person)),
        statement(DOORS, "doors.presences", event, array(person)),
        statement(DOORS, "doors.logged", array(device), array(scan_id)),
    ]
    write = [
        statement(
            DOORS, "doors.let_in", array(attendance), event, array(person), array("now()"),
            array("'MANUAL'"), array("''"), array(actor)),
        statement(DOORS, "doors.open_stays", array(stay), array(attendance), array("now()")),
        statement(DOORS, "doors.come_back", array(of="uuid")),
        statement(
            DOORS, "doors.log", event, array(scan), array(device), array(scan_id), array(person),
            array(person), array(actor), array("'MANUAL'"), array("now()"), array("now()"),
            array("'OK'"), array("'Welcome.'"), array("false"), array("1"), array(attendance),
            no, array("now()"), no, array("'MANUAL'"), array("''"), array(actor)),
        statement(DOORS, "doors.move_live", event, "1", "1"),
        statement(
            FEED, "feed.publish", array("'AttendanceChanged'"), array(attendance),
            array(f"decode(repeat('5a', {payload}), 'hex')")),
    ]
    return (
        [WHO, r"\set actor 100000000000", r"\startpipeline"] + read
        + [r"\endpipeline", r"\startpipeline"] + write
        + [r"\endpipeline", statement(POOL, "pool.commit")]
        + [statement(COPIES, "copies.find_person", person)])


match sys.argv[1:]:
    case ["get-user"]:
        lines = get_user()
    case ["check-in", payload]:
        lines = check_in(int(payload))
    case _:
        sys.exit(__doc__)
print("\n".join(lines))
