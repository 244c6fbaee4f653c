"""What an import of an Eventbrite export must come to, counted without the product's code."""

import csv
import json
import re
import sys

RANK = {"Checked In": 3, "Attending": 2, "Refunded": 1, "Deleted": 1, "Not Attending": 1}


def email_of(cell):
    text = cell.strip().lower()
    if not text:
        return None, False
    fits = re.fullmatch(r"[^@\s]{1,64}@([^@\s.]+\.)+[^@\s.]+", text) and len(text) <= 255
    return (text, False) if fits else (None, True)


def phone_of(cell):
    digits = re.sub(r"[ ().-]", "", cell)
    if not digits:
        return None, False
    if re.fullmatch(r"\d{10}", digits):
        digits = "+1" + digits
    if re.fullmatch(r"\+1[2-9]\d{9}|\+[2-9]\d{6,14}", digits):
        return digits, False
    return None, True


def run(rows, people, by_email, by_phone, strongest):
    counts = [0, 0, 0, 0]
    faults = []
    for line, row in rows:
        email, bad_email = email_of(row["Email"])
        phone, bad_phone = phone_of(row["Cell Phone"])
        first, last = row["First Name"].strip(), row["Last Name"].strip()
        if bad_email:
            counts[3] += 1
            faults.append(f"{line} Email")
            continue
        if len(first) > 100 or len(last) > 100:
            counts[3] += 1
            faults.append(f"{line} {'First Name' if len(first) > 100 else 'Last Name'}")
            continue
        if not email and not phone:
            counts[3] += 1
            faults.append(f"{line} Email")
            continue
        if bad_phone:
            faults.append(f"{line} Cell Phone")
        who = by_email.get(email) if email else None
        holder = by_phone.get(phone) if phone else None
        if who is None and holder is not None:
            known = people[holder]
            same = known["first"].lower() == first.lower() and first
            same = same and known["last"].lower() == last.lower()
            if known["email"] is None or (email is None and same):
                who = holder
        if holder is not None and holder != who:
            faults.append(f"{line} Cell Phone")
            phone = None
            if email is None:
                counts[3] += 1
                continue
        if who is None:
            who = len(people)
            people.append({"email": email, "phone": phone, "first": first, "last": last})
            counts[0] += 1
        else:
            known = people[who]
            fuller = {
                "email": known["email"] or email,
                "phone": known["phone"] or phone,
                "first": known["first"] or first,
                "last": known["last"] or last,
            }
            counts[1 if fuller != known else 2] += 1
            people[who] = fuller
        if people[who]["email"]:
            by_email[people[who]["email"]] = who
        if people[who]["phone"]:
            by_phone[people[who]["phone"]] = who
        strongest[who] = max(strongest.get(who, 0), RANK[row["Attendee Status"]])
    return counts, faults


def main(path):
    rows = []
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader)
        line = reader.line_num
        for cells in reader:
            rows.append((line + 1, dict(zip(header, cells))))
            line = reader.line_num
    state = ([], {}, {}, {})
    first, faults = run(rows, *state)
    second, _ = run(rows, *state)
    ranks = list(state[3].values())
    print(
        json.dumps(
            {
                "first": first,
                "second": second,
                "faults": faults,
                "coming": sum(rank >= 2 for rank in ranks),
                "present": ranks.count(3),
                "notComing": ranks.count(1),
            }
        )
    )


main(sys.argv[1])
