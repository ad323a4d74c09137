#include "CChecksums.h"

/* A width that the compiler knows lets it use the vector instructions that every machine of its kind has. */
__attribute__((always_inline)) static inline void shuffle(size_t count, size_t width, const uint8_t *restrict in,
                                                          uint8_t *restrict out) {
  for (size_t byte = 0; byte < width; byte++)
    for (size_t i = 0; i < count; i++) out[byte * count + i] = in[i * width + byte];
}

__attribute__((always_inline)) static inline void unshuffle(size_t count, size_t width, const uint8_t *restrict in,
                                                            uint8_t *restrict out) {
  for (size_t i = 0; i < count; i++)
    for (size_t byte = 0; byte < width; byte++) out[i * width + byte] = in[byte * count + i];
}

void nn_shuffle(size_t count, size_t width, const uint8_t *in, uint8_t *out) {
  switch (width) {
    case 2: shuffle(count, 2, in, out); break;
    case 4: shuffle(count, 4, in, out); break;
    case 8: shuffle(count, 8, in, out); break;
    default: shuffle(count, width, in, out);
  }
}

void nn_unshuffle(size_t count, size_t width, const uint8_t *in, uint8_t *out) {
  switch (width) {
    case 2: unshuffle(count, 2, in, out); break;
    case 4: unshuffle(count, 4, in, out); break;
    case 8: unshuffle(count, 8, in, out); break;
    default: unshuffle(count, width, in, out);
  }
}
