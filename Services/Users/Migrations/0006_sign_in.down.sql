DROP TABLE users.phone_codes, users.one_time_tokens, users.asked;
DROP TABLE users.login_throttle, users.refresh_tokens, users.sessions;
