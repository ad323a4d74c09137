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

typedef uint8_t bytes __attribute__((vector_size(16)));
typedef bytes unaligned_bytes __attribute__((aligned(1)));

#define LOW(a, b) \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGH(a, b) \
  __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

/* Sixteen scalars of four bytes at a time, by twice interleaving two vectors: of all widths the one that most models
 * have, and three times as fast as what the compiler makes of the loop. Returns how many scalars are done. */
static size_t unshuffle_fours(size_t count, const uint8_t *in, uint8_t *out) {
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    bytes plane[4];
    for (size_t byte = 0; byte < 4; byte++) plane[byte] = *(const unaligned_bytes *)(in + byte * count + i);
    bytes even[2] = {LOW(plane[0], plane[2]), HIGH(plane[0], plane[2])};
    bytes odd[2] = {LOW(plane[1], plane[3]), HIGH(plane[1], plane[3])};
    unaligned_bytes *to = (unaligned_bytes *)(out + 4 * i);
    to[0] = LOW(even[0], odd[0]), to[1] = HIGH(even[0], odd[0]);
    to[2] = LOW(even[1], odd[1]), to[3] = HIGH(even[1], odd[1]);
  }
  return i;
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
    case 4:
      for (size_t i = unshuffle_fours(count, in, out); i < count; i++)
        for (size_t byte = 0; byte < 4; byte++) out[4 * i + byte] = in[byte * count + i];
      break;
    case 8: unshuffle(count, 8, in, out); break;
    default: unshuffle(count, width, in, out);
  }
}
