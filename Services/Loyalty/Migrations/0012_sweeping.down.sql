DROP INDEX loyalty.events_start;
