-- Everything of this migration goes, what was recorded with it.
DROP TABLE attendance.batch_rows, attendance.walk_ins, attendance.scans, attendance.live,
  attendance.stays, attendance.attendance, attendance.events, attendance.users;
