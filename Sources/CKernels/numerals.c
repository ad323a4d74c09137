/* The variants of the loop over numerals, and the choice of one, made once before main.
 *
 * The characters of a number are taken into one register, the last one in the highest byte, the point is moved out, and
 * three multiplications join the digits (Daniel Lemire, Number parsing at a gigabyte per second, 2021). No step
 * depends on how long the text is, so that a processor never guesses wrong; four numbers take each step together, since
 * the steps of one wait for each other. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "numerals.h"

static size_t read_none(const struct nn_fields *rows, const ptrdiff_t *fields, size_t count, double *numbers) {
  (void)rows, (void)fields, (void)count, (void)numbers;
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

/* The texts of four numbers: where each ends, and its length without a minus. Not the characters: what is stored in
 * parts and loaded whole has to wait. */
struct four {
  const uint8_t *ends[4];
  size_t lengths[4];
};

static inline __m256i load_two(const uint8_t *low, const uint8_t *high) {
  return _mm256_inserti128_si256(_mm256_castsi128_si256(load(low)), load(high), 1);
}

/* The last sixteen characters of numbers i and i + 2, with zeros before the first, each as its distance from '0'. */
static inline __m256i take_two(const struct four *four, int i) {
  __m256i texts = load_two(four->ends[i] - 16, four->ends[i + 2] - 16);
  return _mm256_and_si256(_mm256_xor_si256(texts, _mm256_set1_epi8('0')),
                          load_two(window + four->lengths[i], window + four->lengths[i + 2]));
}

/* Moves the point out of two texts, and joins their digits eight at a time, the first eight in the low half of what
 * stands for 64 bits in the low half of each text. points tells where the points are, and bad what is no number. */
static inline __m256i join_digits(__m256i texts, uint32_t *points, uint32_t *bad) {
  uint32_t found = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(texts, _mm256_set1_epi8('.' ^ '0')));
  uint32_t low = found & 0xFFFF, high = found >> 16;
  points[0] = low | 0x8000;
  points[1] = high | 0x8000;
  uint32_t low_moved = low ? 1 + _tzcnt_u32(low) : 0, high_moved = high ? 1 + _tzcnt_u32(high) : 0;
  __m256i moved = load_two(window + 32 - low_moved, window + 32 - high_moved);
  __m256i digits = _mm256_blendv_epi8(texts, _mm256_slli_si256(texts, 1), moved);
  __m256i are_digits = _mm256_cmpeq_epi8(digits, _mm256_min_epu8(digits, _mm256_set1_epi8(9)));
  uint32_t others = ~(uint32_t)_mm256_movemask_epi8(are_digits);
  bad[0] = (low & (low - 1)) | (low & 0x8000) | (others & 0xFFFF);
  bad[1] = (high & (high - 1)) | (high & 0x8000) | others >> 16;
  __m256i twos = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010A));
  __m256i fours = _mm256_madd_epi16(twos, _mm256_set1_epi32(0x00010064));
  return _mm256_madd_epi16(_mm256_packus_epi32(fours, fours), _mm256_set1_epi32(0x00012710));
}

/* Reads four numbers; bit i of signs tells whether number i has a minus, and that of the answer whether it is none. */
static inline unsigned read_four(const struct four *four, unsigned signs, double *numbers) {
  uint32_t points[4], bad[4];
  __m256i even = join_digits(take_two(four, 0), points, bad);
  __m256i odd = join_digits(take_two(four, 1), points + 2, bad + 2);
  __m256i eights = _mm256_unpacklo_epi64(even, odd), last = _mm256_srli_epi64(eights, 32);
  __m256i significands = _mm256_add_epi64(_mm256_mul_epu32(eights, _mm256_set1_epi64x(100000000)), last);
  unsigned too_long = (unsigned)_mm256_movemask_pd(
      _mm256_castsi256_pd(_mm256_cmpgt_epi64(significands, _mm256_set1_epi64x((int64_t)1 << 53))));
  /* The halves as the last bits of 2^84 and 2^52: both exact, as their sum is. */
  __m256i high_half = _mm256_srli_epi64(significands, 32);
  __m256d high = _mm256_castsi256_pd(_mm256_or_si256(high_half, _mm256_set1_epi64x(0x4530000000000000)));
  __m256d low = _mm256_castsi256_pd(_mm256_blend_epi32(significands, _mm256_set1_epi64x(0x4330000000000000), 0xAA));
  __m256d values = _mm256_add_pd(_mm256_sub_pd(high, _mm256_set1_pd(0x1p84 + 0x1p52)), low);
  /* Two exact operands, one rounding. */
  __m256d divisors = _mm256_setr_pd(powers[15 - _tzcnt_u32(points[0])], powers[15 - _tzcnt_u32(points[2])],
                                    powers[15 - _tzcnt_u32(points[1])], powers[15 - _tzcnt_u32(points[3])]);
  __m256i sign = _mm256_sllv_epi64(_mm256_set1_epi64x(signs), _mm256_setr_epi64x(63, 62, 61, 60));
  sign = _mm256_and_si256(sign, _mm256_set1_epi64x(INT64_MIN));
  _mm256_storeu_pd(numbers, _mm256_or_pd(_mm256_div_pd(values, divisors), _mm256_castsi256_pd(sign)));
  return too_long | (bad[0] != 0) | (unsigned)(bad[2] != 0) << 1 | (unsigned)(bad[1] != 0) << 2 |
         (unsigned)(bad[3] != 0) << 3;
}

static size_t read_avx2(const struct nn_fields *rows, const ptrdiff_t *fields, size_t count, double *numbers) {
  const struct nn_row *row = rows->rows, *const end = row + rows->count_of_rows;
  const uint8_t *const text = rows->text;
  if (row == end || count == 0) return 0;
  const uint32_t width = row->fields;
  for (size_t i = 0; i < count; i++)
    if ((size_t)fields[i] >= width) return 0;
  struct four four;
  size_t read = 0;
  unsigned waiting = 0, signs = 0;
  for (; row < end && row->fields == width && row->start + rows->before >= 16; row++) {
    const uint32_t *const ends = rows->ends + row->first_field;
    for (size_t i = 0; i < count; i++) {
      size_t field = (size_t)fields[i], last = ends[field];
      size_t first = field > 0 ? (size_t)ends[field - 1] + 1 : row->start;
      if (last - first - 1 > 16) goto done;
      unsigned is_negative = text[first] == '-';
      size_t length = last - first - is_negative;
      if (length - 1 > 15) goto done;
      four.ends[waiting] = text + last;
      four.lengths[waiting] = length;
      signs |= is_negative << waiting;
      if (++waiting < 4) continue;
      unsigned bad = read_four(&four, signs, numbers + read);
      if (bad) return read + (size_t)__builtin_ctz(bad);
      read += 4;
      waiting = signs = 0;
    }
  }
done:
  if (waiting == 0) return read;
  for (unsigned i = waiting; i < 4; i++) four.ends[i] = four.ends[0], four.lengths[i] = four.lengths[0];
  double some[4];
  unsigned bad = read_four(&four, signs, some) | 1u << waiting;
  memcpy(numbers + read, some, waiting * sizeof *some);
  return read + (size_t)__builtin_ctz(bad);
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

size_t nn_read_numerals(const struct nn_fields *rows, const ptrdiff_t *fields, size_t count, double *numbers) {
  return read_all(rows, fields, count, numbers);
}
