DROP TABLE attendance.audit_head, attendance.audit_seals, attendance.audit_unsealed,
  attendance.audit_entries;
