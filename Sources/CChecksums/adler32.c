#include "CChecksums.h"

/* The greatest number of bytes whose sums need no remainder within 32 bits (RFC 1950), and a multiple of 32. */
enum { stretch = 5536 };
static const uint32_t modulus = 65521;

static uint32_t plain(uint32_t check, const uint8_t *data, size_t count) {
  uint32_t low = check & 0xffff, high = check >> 16;
  while (count) {
    size_t now = count < stretch ? count : stretch;
    for (size_t i = 0; i < now; i++) low += data[i], high += low;
    low %= modulus, high %= modulus;
    data += now, count -= now;
  }
  return high << 16 | low;
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static inline uint64_t total(__m256i x) {
  uint32_t lanes[8];
  _mm256_storeu_si256((__m256i *)lanes, x);
  uint64_t sum = 0;
  for (int i = 0; i < 8; i++) sum += lanes[i];
  return sum;
}

/* Of 32 bytes the first one counts 32 times in the sum of sums, the last one once, and all that came before 32 times. */
__attribute__((target("avx2"))) static uint32_t by_vectors(uint32_t check, const uint8_t *data, size_t count) {
  const __m256i weights =
      _mm256_setr_epi8(32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8,
                       7, 6, 5, 4, 3, 2, 1);
  const __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1);
  uint64_t low = check & 0xffff, high = check >> 16;
  while (count >= 32) {
    size_t now = (count < stretch ? count : stretch) / 32 * 32;
    __m256i sum = zero, before = zero, weighted = zero;
    for (size_t i = 0; i < now; i += 32) {
      __m256i bytes = _mm256_loadu_si256((const __m256i *)(data + i));
      before = _mm256_add_epi32(before, sum);
      sum = _mm256_add_epi32(sum, _mm256_sad_epu8(bytes, zero));
      weighted = _mm256_add_epi32(weighted, _mm256_madd_epi16(_mm256_maddubs_epi16(bytes, weights), ones));
    }
    high = (high + low * now + 32 * total(before) + total(weighted)) % modulus;
    low = (low + total(sum)) % modulus;
    data += now, count -= now;
  }
  return plain((uint32_t)(high << 16 | low), data, count);
}

uint32_t nn_adler32(uint32_t check, const uint8_t *data, size_t count) {
  return __builtin_cpu_supports("avx2") ? by_vectors(check, data, count) : plain(check, data, count);
}
#else
uint32_t nn_adler32(uint32_t check, const uint8_t *data, size_t count) { return plain(check, data, count); }
#endif
