/* Vectors of 16 floats, and of the same lanes in double precision: loading, storing, choosing, fusing, and going over
 * arrays with them. Part of loops.h. */
/* No a * b + c is fused but where it says so. */
#pragma STDC FP_CONTRACT OFF
/* Every function that takes vectors is inlined, so that no calling convention for them is ever used. */
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE __attribute__((always_inline)) static inline

typedef float lanes __attribute__((vector_size(64)));
typedef int32_t masks __attribute__((vector_size(64)));
typedef lanes unaligned_lanes __attribute__((aligned(4)));
enum { LANES = 16 };

INLINE lanes load(const float *p) { return *(const unaligned_lanes *)p; }
INLINE void store(float *p, lanes x) { *(unaligned_lanes *)p = x; }
#if MASKS == 512
INLINE lanes load_part(const float *p, size_t count) {
  return (lanes)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
}
INLINE void store_part(float *p, size_t count, lanes x) {
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)x);
}
#elif MASKS == 256
typedef struct {
  __m256 low, high;
} halves;
INLINE __m256i mask_of(size_t count, int first) {
  __m256i index = _mm256_add_epi32(_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32(first));
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), index);
}
INLINE lanes load_part(const float *p, size_t count) {
  halves x = {_mm256_maskload_ps(p, mask_of(count, 0)), _mm256_maskload_ps(p + 8, mask_of(count, 8))};
  return __builtin_bit_cast(lanes, x);
}
INLINE void store_part(float *p, size_t count, lanes x) {
  halves y = __builtin_bit_cast(halves, x);
  _mm256_maskstore_ps(p, mask_of(count, 0), y.low);
  _mm256_maskstore_ps(p + 8, mask_of(count, 8), y.high);
}
#else
INLINE lanes load_part(const float *p, size_t count) {
  lanes x = {};
  memcpy(&x, p, count * sizeof *p);
  return x;
}
INLINE void store_part(float *p, size_t count, lanes x) { memcpy(p, &x, count * sizeof *p); }
#endif

INLINE lanes splat(float x) { return x - (lanes){}; }
INLINE lanes choose(masks m, lanes yes, lanes no) { return (lanes)(((masks)yes & m) | ((masks)no & ~m)); }

/* x where it is not beyond the bound; NaN stays NaN. */
#if MASKS == 512
INLINE lanes at_most(float most, lanes x) { return (lanes)_mm512_min_ps((__m512)splat(most), (__m512)x); }
INLINE lanes at_least(float least, lanes x) { return (lanes)_mm512_max_ps((__m512)splat(least), (__m512)x); }
#else
INLINE lanes at_most(float most, lanes x) { return choose(x > most, splat(most), x); }
INLINE lanes at_least(float least, lanes x) { return choose(x < least, splat(least), x); }
#endif

/* The first count lanes of what stands at p, and 0 in the others; nothing beyond them is touched. */
INLINE lanes load_some(const float *p, size_t count) { return count == LANES ? load(p) : load_part(p, count); }
INLINE void store_some(float *p, size_t count, lanes x) {
  if (count == LANES)
    store(p, x);
  else
    store_part(p, count, x);
}

#if FUSED
INLINE lanes fused(lanes a, lanes b, lanes c) { return __builtin_elementwise_fma(a, b, c); }
INLINE float fused1(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
#else
INLINE lanes fused(lanes a, lanes b, lanes c) { return a * b + c; }
INLINE float fused1(float a, float b, float c) { return a * b + c; }
#endif

/* The same lanes in double precision. */
typedef double wide __attribute__((vector_size(128)));
typedef int64_t wide_masks __attribute__((vector_size(128)));

INLINE wide wide_splat(double x) { return x - (wide){}; }
INLINE wide wide_choose(wide_masks m, wide yes, wide no) { return (wide)(((wide_masks)yes & m) | ((wide_masks)no & ~m)); }
INLINE wide widened(lanes x) { return __builtin_convertvector(x, wide); }
INLINE lanes narrowed(wide x) { return __builtin_convertvector(x, lanes); }
#if FUSED
INLINE wide wide_fused(wide a, wide b, wide c) { return __builtin_elementwise_fma(a, b, c); }
#else
INLINE wide wide_fused(wide a, wide b, wide c) { return a * b + c; }
#endif

INLINE double sum_of_lanes(wide x) {
  double sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += x[lane];
  return sum;
}

/* 1 in the first n lanes, 0 in the others. */
INLINE wide_masks first_lanes(size_t n) {
  const wide_masks index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return index < (wide_masks){} + (int64_t)n;
}

/* Runs `body`, which finds the place and number of its elements in i and n, over all of count: whole vectors, then the
 * rest. */
#define OVER(count, ...)                           \
  do {                                             \
    size_t i = 0, n = LANES;                       \
    for (; i + LANES <= (count); i += LANES) {     \
      __VA_ARGS__                                  \
    }                                              \
    if (i < (count)) {                             \
      n = (count) - i;                             \
      __VA_ARGS__                                  \
    }                                              \
  } while (0)
/* y = f(x) over all of count. */
#define MAP(f)                     \
  OVER(count, {                    \
    lanes x = load_some(p + i, n); \
    store_some(q + i, n, f);       \
  })
