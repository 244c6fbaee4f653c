"""Reads the event stream of Swift Testing and says what passed and what failed.

usage: report.py EVENTS STATUS, where STATUS is the exit status of `swift test`. The first line is
`PASSED FAILED`, counting test functions; the others describe the failures. A test that began and
never ended (a crash, a time limit) failed, and so did all that could then not run.
"""

import json
import sys


def read(path):
    """The records of the stream; a crash may leave the last line cut short."""
    records = []
    try:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                try:
                    records.append(json.loads(line))
                except json.JSONDecodeError:
                    records.append({"kind": "broken", "payload": {}})
    except FileNotFoundError:
        pass
    return records


def judge(records, status):
    """The number of passed tests, and the failures as {test id: [reasons]}."""
    tests, ended, skipped, started, failures = set(), set(), set(), set(), {}
    finished = False
    for record in records:
        payload = record["payload"]
        kind, test = payload.get("kind"), payload.get("testID", "outside of any test")
        if record["kind"] == "test" and kind == "function":
            tests.add(payload["id"])
        elif kind == "testStarted":
            started.add(test)
        elif kind == "testEnded":
            ended.add(test)
        elif kind == "testSkipped":
            skipped.add(test)
        elif kind == "runEnded":
            finished = True
        elif kind == "issueRecorded":
            issue = payload["issue"]
            if issue.get("isFailure", not issue.get("isKnown")):
                failures.setdefault(test, []).append(told(payload))
    for test in tests - ended - skipped:
        reason = "never ended (crash or time limit)" if test in started else "could not run"
        failures.setdefault(test, []).append(reason)
    passed = len(tests - skipped - failures.keys())
    if not failures and (status != 0 or not finished):
        failures["the test run"] = [f"ended with status {status}; see the log"]
    return passed, failures


def told(payload):
    """One issue in one line: where, and in whose words."""
    place = payload["issue"].get("sourceLocation") or {}
    texts = [message["text"] for message in payload["messages"]]
    words = " ".join(text for text in texts if text != "Issue recorded")
    return f"{place.get('fileID', '?')}:{place.get('line', '?')}: {' '.join(words.split())}"


def main():
    passed, failures = judge(read(sys.argv[1]), int(sys.argv[2]))
    print(passed, len(failures))
    for test, reasons in sorted(failures.items()):
        print(test.rsplit("/", 1)[0])
        for reason in reasons[:20]:
            print(f"    {reason[:500]}")
        if len(reasons) > 20:
            print(f"    and {len(reasons) - 20} more")


main()
