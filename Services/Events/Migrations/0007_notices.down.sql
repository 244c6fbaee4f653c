DROP INDEX events.events_to_remind;
ALTER TABLE events.events DROP COLUMN reminded_of;
DROP TABLE events.notice_settings;
DROP TABLE events.notices;
