#pragma once
#include <protobuf-c/protobuf-c.h>
#include <stddef.h>

/// What protobuf-c puts where a text is absent: one shared empty string.
static inline const char *credopass_empty_text(void) { return protobuf_c_empty_string; }

/// The contract's FileDescriptorSet with comments, and its length in bytes.
extern const unsigned char credopass_descriptors[];
extern const size_t credopass_descriptors_size;

/// The first byte of the descriptor set.
static inline const unsigned char *credopass_descriptors_start(void) {
  return credopass_descriptors;
}
