// The checks are macros that Swift does not see.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function for
// each type of argument.

typedef size_t (*credopass_curl_data)(char *bytes, size_t size, size_t count, void *state);

static inline CURLcode credopass_curl_number(CURL *curl, CURLoption option, long value) {
  return curl_easy_setopt(curl, option, value);
}

static inline CURLcode credopass_curl_text(CURL *curl, CURLoption option, const char *value) {
  return curl_easy_setopt(curl, option, value);
}

static inline CURLcode credopass_curl_list(
    CURL *curl, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(curl, option, value);
}

static inline CURLcode credopass_curl_call(
    CURL *curl, CURLoption option, credopass_curl_data value) {
  return curl_easy_setopt(curl, option, value);
}

static inline CURLcode credopass_curl_state(CURL *curl, CURLoption option, void *value) {
  return curl_easy_setopt(curl, option, value);
}

static inline CURLcode credopass_curl_answer(CURL *curl, long *code) {
  return curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, code);
}
