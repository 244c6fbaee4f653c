"""Computes reports on points from an exported ledger and says where given answers differ.

Input is a JSON object: `ledger`, `redemptions` and `hidden` (CSV texts, times in microseconds since
1970), `zone`, and `answers`, each with `report`, `from`, `to` and `rows`. Output is a list of
differences. It shares nothing with what it judges: it walks the lines one after the other.
"""

import collections
import csv
import datetime
import io
import json
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
NAMES = {"EARN": "issued", "BURN": "burned", "EXPIRE": "expired", "REVERSE": "reversed",
         "ADJUST": "adjusted"}


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


class World:
    def __init__(self, said):
        self.zone = zoneinfo.ZoneInfo(said["zone"])
        self.lines = rows(said["ledger"])
        for line in self.lines:
            line["points"], line["at"] = int(line["points"]), int(line["at"])
            line["number"] = int(line["number"])
        self.lines.sort(key=lambda line: (line["patron"], line["number"]))
        self.undone = {line["reverses"] for line in self.lines if line["reverses"]}
        self.redemptions = rows(said["redemptions"])
        self.hidden = {row["patron"] for row in rows(said["hidden"])}

    def month(self, at):
        local = (EPOCH + datetime.timedelta(microseconds=at)).astimezone(self.zone)
        return f"{local.year:04}-{local.month:02}"

    @staticmethod
    def inside(at, asked):
        return (asked["from"] is None or at >= asked["from"]) and (
            asked["to"] is None or at < asked["to"])

    def months(self, asked):
        sums = {}
        for line in self.lines:
            if self.inside(line["at"], asked):
                month = sums.setdefault(
                    self.month(line["at"]), dict.fromkeys(NAMES.values(), 0) | {"movements": 0})
                sign = -1 if line["kind"] in ("BURN", "EXPIRE") else 1
                month[NAMES[line["kind"]]] += sign * line["points"]
                month["movements"] += 1
        for name, month in sums.items():
            totals = collections.Counter()
            for line in self.lines:
                before_end = asked["to"] is None or line["at"] < asked["to"]
                if before_end and self.month(line["at"]) <= name:
                    totals[line["patron"]] += line["points"]
            month["outstanding"] = sum(max(0, total) for total in totals.values())
            month["owed"] = sum(max(0, -total) for total in totals.values())
        return [{"month": name} | sums[name] for name in sorted(sums)]

    def earned(self, asked):
        return [line for line in self.lines
                if line["kind"] == "EARN" and self.inside(line["at"], asked)]

    def rules(self, asked):
        found = {}
        for line in self.earned(asked):
            rule = found.setdefault(
                line["rule"], {"awards": 0, "people": set(), "issued": 0, "takenBack": 0})
            rule["awards"] += 1
            rule["people"].add(line["patron"])
            rule["issued"] += line["points"]
            rule["takenBack"] += line["points"] if line["id"] in self.undone else 0
        answer = [{"ruleId": name} | rule | {"people": len(rule["people"])}
                  for name, rule in found.items()]
        return sorted(answer, key=lambda row: (-row["issued"], row["ruleId"] or "~"))

    def rewards(self, asked):
        found = {}
        for row in self.redemptions:
            if not self.inside(int(row["at"]), asked):
                continue
            sums = found.setdefault(row["reward"], {})
            sums.setdefault("who", set()).add(row["patron"])
            for name, count in (
                    ("redemptions", 1), ("burned", int(row["points"])), (row["status"].lower(), 1),
                    ("givenBack", int(row["points"]) if row["refunded"] == "t" else 0)):
                sums[name] = sums.get(name, 0) + count
        names = ("redemptions", "burned", "givenBack", "issued", "used", "canceled", "expired")
        answer = [{"rewardId": reward, "people": len(sums["who"])}
                  | {name: sums.get(name, 0) for name in names}
                  for reward, sums in found.items()]
        return sorted(answer, key=lambda row: (-row["burned"], row["rewardId"]))

    def leaderboard(self, asked):
        sums = collections.Counter()
        for line in self.earned(asked):
            if line["id"] not in self.undone:
                sums[line["patron"]] += line["points"]
        listed = {who: points for who, points in sums.items() if who not in self.hidden}
        return [{"rank": 1 + sum(other > points for other in listed.values()), "points": points,
                 "patronId": who}
                for who, points in sorted(listed.items(), key=lambda item: (-item[1], item[0]))]


def main():
    said = json.load(sys.stdin)
    world = World(said)
    differences = []
    for answer in said["answers"]:
        wanted = getattr(world, answer["report"])(answer)
        if wanted != answer["rows"]:
            differences.append(
                f"{answer['report']} {answer['from']}..{answer['to']}: "
                f"{answer['rows']} instead of {wanted}")
    json.dump(differences, sys.stdout)


main()
