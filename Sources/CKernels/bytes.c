/* The variants of the loops over bytes, and the choice of one, made once before main. */
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "bytes.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,popcnt"))), apply_to = function)
#define NAMED(f) f##_avx512
#define block __m512i
#define LOAD(p) _mm512_loadu_si512(p)
#define EQUAL(b, byte) _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8((char)(byte)))
#include "byteloops.h"
#undef NAMED
#undef block
#undef LOAD
#undef EQUAL
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,popcnt"))), apply_to = function)
struct halves {
  __m256i low, high;
};
static struct halves load_halves(const uint8_t *p) {
  return (struct halves){_mm256_loadu_si256((const __m256i *)p), _mm256_loadu_si256((const __m256i *)(p + 32))};
}
static uint64_t equal_halves(struct halves b, uint8_t byte) {
  __m256i all = _mm256_set1_epi8((char)byte);
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b.high, all)) << 32 |
         (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b.low, all));
}
#define NAMED(f) f##_avx2
#define block struct halves
#define LOAD(p) load_halves(p)
#define EQUAL(b, byte) equal_halves(b, byte)
#include "byteloops.h"
#undef NAMED
#undef block
#undef LOAD
#undef EQUAL
#pragma clang attribute pop
#endif

/* Four registers of 16 bytes, which the plainest x86-64 and every 64-bit Arm have; else byte by byte. */
struct quarters {
#if defined(__x86_64__)
  __m128i part[4];
#elif defined(__aarch64__)
  uint8x16_t part[4];
#else
  uint8_t bytes[64];
#endif
};
static struct quarters load_quarters(const uint8_t *p) {
  struct quarters b;
  memcpy(&b, p, sizeof b);
  return b;
}
static uint64_t equal_quarters(struct quarters b, uint8_t byte) {
#if defined(__x86_64__)
  uint64_t bits = 0;
  for (int i = 0; i < 4; i++)
    bits |= (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b.part[i], _mm_set1_epi8((char)byte))) << (16 * i);
  return bits;
#elif defined(__aarch64__)
  /* Each byte keeps the bit of its own number modulo 8; three pairwise sums bring eight together in a byte. */
  const uint8x16_t bit = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t all = vdupq_n_u8(byte);
  uint8x16_t first = vpaddq_u8(vandq_u8(vceqq_u8(b.part[0], all), bit), vandq_u8(vceqq_u8(b.part[1], all), bit));
  uint8x16_t second = vpaddq_u8(vandq_u8(vceqq_u8(b.part[2], all), bit), vandq_u8(vceqq_u8(b.part[3], all), bit));
  first = vpaddq_u8(first, second);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(first, first)), 0);
#else
  uint64_t bits = 0;
  for (int i = 0; i < 64; i++) bits |= (uint64_t)(b.bytes[i] == byte) << i;
  return bits;
#endif
}
#define NAMED(f) f##_plain
#define block struct quarters
#define LOAD(p) load_quarters(p)
#define EQUAL(b, byte) equal_quarters(b, byte)
#include "byteloops.h"

static void (*mark)(const uint8_t *, size_t, uint8_t, uint64_t *) = mark_stops_plain;
static void (*search_all)(const uint8_t *, size_t, size_t, struct nn_row_search *) = search_rows_plain;

__attribute__((constructor)) static void choose_loops(void) {
#if defined(__x86_64__)
  const char *wanted = getenv("NN_KERNELS");
  if (wanted && !strcmp(wanted, "plain")) return;
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("popcnt")) return;
  mark = mark_stops_avx2;
  search_all = search_rows_avx2;
  if ((wanted && !strcmp(wanted, "avx2")) || !__builtin_cpu_supports("avx512bw")) return;
  mark = mark_stops_avx512;
  search_all = search_rows_avx512;
#endif
}

void nn_mark_stops(const uint8_t *bytes, size_t count, uint8_t delimiter, uint64_t *marks) {
  mark(bytes, count, delimiter, marks);
}
void nn_search_rows(const uint8_t *bytes, size_t from, size_t to, struct nn_row_search *search) {
  search_all(bytes, from, to, search);
}

/* The end of the row that begins at start, whose fields go to ends[*fields] and so on; 0 where it is not a plain one. */
static size_t take_plain_row(const struct nn_walk *walk, size_t start, size_t *fields) {
  size_t place = start / 64, field = *fields;
  uint64_t word = walk->marks[place] & ~(uint64_t)0 << start % 64;
  while (1) {
    while (word == 0) {
      if (++place * 64 >= walk->count) return 0;
      word = walk->marks[place];
    }
    size_t stop = place * 64 + (size_t)__builtin_ctzll(word);
    word &= word - 1;
    uint8_t found = walk->text[stop];
    if (found != walk->delimiter && found != '\n' && found != '\r') return 0;
    walk->ends[field++] = (uint32_t)stop;
    if (found == walk->delimiter) continue;
    *fields = field;
    return stop;
  }
}

void nn_take_plain_rows(struct nn_walk *walk) {
  while (walk->at < walk->count && walk->count_of_rows < walk->room) {
    size_t fields = walk->fields, end = take_plain_row(walk, walk->at, &fields);
    int is_return = walk->text[end] == '\r';
    if (end <= walk->at || end - walk->at > walk->most_bytes || fields - walk->fields > walk->most_fields ||
        (is_return && (end + 1 == walk->count || walk->text[end + 1] != '\n')))
      return;
    walk->rows[walk->count_of_rows++] = (struct nn_row){.line = walk->line,
                                                        .start = (uint32_t)walk->at,
                                                        .first_field = (uint32_t)walk->fields,
                                                        .fields = (uint32_t)(fields - walk->fields),
                                                        .line_end = walk->text[end]};
    walk->fields = fields;
    walk->line++;
    walk->at = end + 1 + (size_t)is_return;
  }
}
