#include <cjose/cjose.h>
#include <jansson.h>

// Macros, which Swift does not see.

static inline int credopass_json_is_true(const json_t *value) { return json_is_true(value); }
static inline int credopass_json_is_integer(const json_t *value) { return json_is_integer(value); }
static inline void credopass_json_release(json_t *value) { json_decref(value); }
