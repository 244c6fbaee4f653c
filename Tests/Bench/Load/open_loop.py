"""Check-ins that come when they come, whether the ones before are answered or not.

open_loop.py PORT TOKEN FIRST_EVENT DOORS RATE SECONDS: exits with 1 when one is not let in. A time
is counted from when a person came, not from when there was a connection for them (see "coordinated
omission"). Ids are those of seed.sql.
"""
import asyncio
import random
import sys
import time

PORT, TOKEN, FIRST, DOORS, RATE, SECONDS = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:7])
PEOPLE = 100_000
idle = []
times, refused = [], []


def identity(kind, number):
    return f"0190a5b{kind}-0000-7000-8000-{100_000_000_000 + number}"


def request(number):
    event = FIRST + number % DOORS + DOORS * (number // PEOPLE)
    person = number % PEOPLE * 7919 % PEOPLE
    body = f'{{"userId": "{identity(0, person)}", "scanId": "open-{FIRST}-{number}"}}'
    head = (
        f"POST /v1/events/{identity(2, event)}/check-ins HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def check_in(number, due):
    reader, writer = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(request(number))
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    body = await reader.readexactly(length)
    times.append(time.perf_counter() - due)
    if b'"result":"OK"' not in body or b'"alreadyRecorded":true' in body:
        refused.append(body)
    idle.append((reader, writer))


async def main():
    under_way = set()
    due = time.perf_counter()
    end = due + SECONDS
    for number in range(RATE * SECONDS * 2):
        # People come by themselves: the time between two is as random as theirs.
        due += random.expovariate(RATE)
        if due > end:
            break
        await asyncio.sleep(max(0, due - time.perf_counter()))
        task = asyncio.create_task(check_in(number, due))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)


asyncio.run(main())
if refused:
    sys.exit(f"{len(refused)} of {len(times)} were not let in: {refused[0][:300]}")
times.sort()
p50, p99 = (times[int(len(times) * part)] * 1000 for part in (0.5, 0.99))
print(f"open {len(times) / SECONDS:.0f}/s of {len(times)} p50 {p50:.1f}ms p99 {p99:.1f}ms "
      f"max {times[-1] * 1000:.1f}ms")
