DROP TABLE users.login_throttle, users.refresh_tokens, users.sessions;
