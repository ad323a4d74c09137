/* The loops of the model file that the compiler does not make fast by itself: SHA-256 and the shuffling of bytes. */
#ifndef NN_CCHECKSUMS_H
#define NN_CCHECKSUMS_H

#include <stddef.h>
#include <stdint.h>

/* Takes `blocks` blocks of 64 bytes into the state of a SHA-256 (FIPS 180-4), with the processor's own instructions
 * where it has them. */
void nn_sha256(uint32_t state[8], const uint8_t *data, size_t blocks);

/* The same on every machine, for those without such instructions and for the tests. */
void nn_sha256_plain(uint32_t state[8], const uint8_t *data, size_t blocks);

/* out[byte * count + i] = in[i * width + byte]: the first bytes of all scalars first, then the second ones …
 * `in` and `out` hold count * width bytes and do not overlap. */
void nn_shuffle(size_t count, size_t width, const uint8_t *in, uint8_t *out);

/* The inverse of nn_shuffle. */
void nn_unshuffle(size_t count, size_t width, const uint8_t *in, uint8_t *out);

#endif
