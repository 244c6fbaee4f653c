ALTER TABLE loyalty.presences RESET (fillfactor);
