-- Sweeps go by the start of events, whether they count or not.
CREATE INDEX events_start ON loyalty.events (start_time);
