DROP TABLE {schema}.audit_head, {schema}.audit_seals, {schema}.audit_unsealed,
  {schema}.audit_entries;
