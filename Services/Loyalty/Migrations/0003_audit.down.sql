DROP TABLE loyalty.audit_head, loyalty.audit_seals, loyalty.audit_unsealed,
  loyalty.audit_entries;
