DROP TRIGGER take_over ON events.audit;
DROP FUNCTION events.take_over_audit();
DROP TABLE events.audit_head, events.audit_seals, events.audit_unsealed,
  events.audit_entries;
