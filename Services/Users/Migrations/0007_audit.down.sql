DROP TABLE users.audit_head, users.audit_seals, users.audit_unsealed,
  users.audit_entries;
