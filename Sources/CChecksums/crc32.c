#include "CChecksums.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009. The message
 * is a polynomial; 16 bytes of it are replaced by as many that leave the same remainder, 512 or 128 bits further on. */
__attribute__((target("pclmul,sse4.1"))) static inline __m128i folded(__m128i x, __m128i constants, __m128i next) {
  __m128i low = _mm_clmulepi64_si128(x, constants, 0x00);
  __m128i high = _mm_clmulepi64_si128(x, constants, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

__attribute__((target("pclmul,sse4.1"))) static size_t fold(uint32_t check, const uint8_t *data, size_t count,
                                                            uint8_t rest[16]) {
  /* x^(n+32) and x^(n-32) modulo the polynomial, bits reversed, for n = 512 and n = 128. */
  const __m128i by512 = _mm_set_epi64x(0x1c6e41596, 0x154442bd4);
  const __m128i by128 = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);
  const __m128i *next = (const __m128i *)data;
  __m128i x[4];
  for (int i = 0; i < 4; i++) x[i] = _mm_loadu_si128(next++);
  x[0] = _mm_xor_si128(x[0], _mm_cvtsi32_si128((int)~check));
  size_t taken = 64;
  for (; taken + 64 <= count; taken += 64)
    for (int i = 0; i < 4; i++) x[i] = folded(x[i], by512, _mm_loadu_si128(next++));
  for (int i = 1; i < 4; i++) x[0] = folded(x[0], by128, x[i]);
  _mm_storeu_si128((__m128i *)rest, x[0]);
  return taken;
}

size_t nn_crc32_fold(uint32_t check, const uint8_t *data, size_t count, uint8_t rest[16]) {
  if (count < 64 || !__builtin_cpu_supports("pclmul") || !__builtin_cpu_supports("sse4.1")) return 0;
  return fold(check, data, count, rest);
}
#else
size_t nn_crc32_fold(uint32_t check, const uint8_t *data, size_t count, uint8_t rest[16]) { return 0; }
#endif
