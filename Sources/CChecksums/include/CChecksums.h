/* The loops of the model file that neither the compiler nor zlib makes fast: checks, SHA-256, the shuffling of bytes. */
#ifndef NN_CCHECKSUMS_H
#define NN_CCHECKSUMS_H

#include <stddef.h>
#include <stdint.h>

/* Takes `blocks` blocks of 64 bytes into the state of a SHA-256 (FIPS 180-4), with the processor's own instructions
 * where it has them. */
void nn_sha256(uint32_t state[8], const uint8_t *data, size_t blocks);

/* The same on every machine, for those without such instructions and for the tests. */
void nn_sha256_plain(uint32_t state[8], const uint8_t *data, size_t blocks);

/* Replaces the beginning of some bytes, whose CRC-32 goes on from `check`, by 16 bytes with which the CRC-32 of the whole
 * is the same, going on from 0xffffffff. Returns how many bytes it has replaced: a multiple of 64, and 0 where there are
 * fewer or the processor has no instruction for it; `rest` is undefined then. */
size_t nn_crc32_fold(uint32_t check, const uint8_t *data, size_t count, uint8_t rest[16]);

/* The Adler-32 of some bytes (RFC 1950), going on from `check`, which is 1 at first. */
uint32_t nn_adler32(uint32_t check, const uint8_t *data, size_t count);

/* out[byte * count + i] = in[i * width + byte]: the first bytes of all scalars first, then the second ones …
 * `in` and `out` hold count * width bytes and do not overlap. */
void nn_shuffle(size_t count, size_t width, const uint8_t *in, uint8_t *out);

/* The inverse of nn_shuffle. */
void nn_unshuffle(size_t count, size_t width, const uint8_t *in, uint8_t *out);

#endif
