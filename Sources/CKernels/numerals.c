/* The variants of the loop over numerals, and the choice of one, made once before main.
 *
 * The characters of a number are taken into one register, the last one in the highest byte, the point is moved out, and
 * three multiplications join the digits (Daniel Lemire, Number parsing at a gigabyte per second, 2021). No step
 * depends on how long the text is, so that a processor never guesses wrong. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "numerals.h"

static size_t read_none(const struct nn_fields *row, const ptrdiff_t *fields, size_t count, double *numbers) {
  (void)row, (void)fields, (void)count, (void)numbers;
  return 0;
}

#if defined(__x86_64__)
/* The powers of ten that a double holds exactly. */
static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/* From byte 16 - n on, a register whose last n bytes are set; from byte 32 - n on, one whose first n bytes are. */
static const uint8_t window[48] = {[16] = 255, 255, 255, 255, 255, 255, 255, 255,
                                   255,        255, 255, 255, 255, 255, 255, 255};

#pragma clang attribute push(__attribute__((target("avx2,bmi"))), apply_to = function)
static inline __m128i load(const uint8_t *p) { return _mm_loadu_si128((const __m128i *)p); }

static inline bool read_numeral(const struct nn_fields *row, size_t field, double *number) {
  if (field >= row->count) return false;
  size_t start = field > 0 ? (size_t)row->ends[field - 1] + 1 : row->start, end = row->ends[field];
  if (start >= end || end + row->before < 16) return false;
  uint64_t negative = row->text[start] == '-';
  size_t length = end - start - negative;
  if (length - 1 > 15) return false;
  /* Zeros stand before the first character. */
  __m128i text = _mm_xor_si128(load(row->text + end - 16), _mm_set1_epi8('0'));
  text = _mm_and_si128(text, load(window + length));
  uint32_t points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.' ^ '0')));
  if (points & (points - 1)) return false;
  uint32_t fraction = points ? 15 - _tzcnt_u32(points) : 0, moved = points ? 16 - fraction : 0;
  if (length == (points != 0)) return false;
  __m128i digits = _mm_blendv_epi8(text, _mm_slli_si128(text, 1), load(window + 32 - moved));
  if (!_mm_testz_si128(_mm_subs_epu8(digits, _mm_set1_epi8(9)), _mm_set1_epi8(-1))) return false;
  __m128i twos = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
  __m128i fours = _mm_madd_epi16(twos, _mm_set1_epi32(0x00010064));
  __m128i eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(0x00012710));
  uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
  uint64_t significand = (both & 0xFFFFFFFF) * 100000000 + (both >> 32);
  if (significand > (uint64_t)1 << 53) return false;
  /* Two exact operands, one rounding. Signs are as good as random in many columns: no branch. */
  double magnitude = (double)(int64_t)significand / powers[fraction];
  uint64_t bits;
  memcpy(&bits, &magnitude, 8);
  bits |= negative << 63;
  memcpy(number, &bits, 8);
  return true;
}

static size_t read_avx2(const struct nn_fields *row, const ptrdiff_t *fields, size_t count, double *numbers) {
  size_t i = 0;
  while (i < count && read_numeral(row, (size_t)fields[i], numbers + i)) i++;
  return i;
}
#pragma clang attribute pop
#endif

static size_t (*read_all)(const struct nn_fields *, const ptrdiff_t *, size_t, double *) = read_none;

__attribute__((constructor)) static void choose_loop(void) {
#if defined(__x86_64__)
  const char *wanted = getenv("NN_KERNELS");
  __builtin_cpu_init();
  if ((!wanted || strcmp(wanted, "plain")) && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
    read_all = read_avx2;
#endif
}

size_t nn_read_numerals(const struct nn_fields *row, const ptrdiff_t *fields, size_t count, double *numbers) {
  return read_all(row, fields, count, numbers);
}
