"""When policies end, by zoneinfo: lines of "zone kind count microseconds" in, microseconds out."""

import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

for line in sys.stdin:
    name, kind, count, microseconds = line.split()
    zone, count = ZoneInfo(name), int(count)
    local = (EPOCH + timedelta(microseconds=int(microseconds))).astimezone(zone)
    if kind == "DAYS":
        end = local.replace(tzinfo=None) + timedelta(days=count)
    elif kind == "END_OF_MONTH":
        months = local.year * 12 + local.month - 1 + count + 1
        end = datetime(months // 12, months % 12 + 1, 1)
    else:
        end = datetime(local.year + count + 1, 1, 1)
    # The first of two; what does not exist is moved forward.
    moment = end.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
    print((moment - EPOCH) // timedelta(microseconds=1))
