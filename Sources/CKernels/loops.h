/* The loops themselves, written once with 16-lane vectors and included by each variant, which sets
 *   VARIANT     the name of its table        TILE_ROWS    rows of c held in registers
 *   FUSED       1 where the machine has fused multiply-add   TILE_VECTORS  16-lane columns of c held in registers
 *
 * Every variant with FUSED gives the same bits: an element of a product is one chain of fused multiply-adds in the
 * order of the inner dimension, whatever the tile; the element-wise functions use only operations that IEEE 754
 * rounds exactly. Vectors wider than the machine's are split by the compiler.
 * MASKS is the width of masked loads and stores, 0 where there are none. */
#include <math.h>
#include <string.h>

#include "table.h"

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

/* ---- Products ---- */

/* rows × (16 · vectors) elements of c, of which the last vector has only `last` columns; all of them are kept in
 * registers over the whole inner dimension. rows, vectors and whether last is 16 are constants wherever this is
 * called, so that the loops unroll and the branches vanish. */
INLINE void tile(size_t rows, size_t vectors, size_t last, size_t k, const float *a, size_t a_row, size_t a_column,
                 const float *b, size_t ldb, const float *bias, float *c, size_t ldc) {
  lanes sum[TILE_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t v = 0; v < vectors; v++) {
    lanes first = bias ? load_some(bias + v * LANES, v + 1 < vectors ? LANES : last) : splat(0);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) sum[i][v] = first;
  }
  for (size_t l = 0; l < k; l++) {
    lanes right[TILE_VECTORS];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      right[v] = load_some(b + l * ldb + v * LANES, v + 1 < vectors ? LANES : last);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) {
      lanes left = splat(a[i * a_row + l * a_column]);
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) sum[i][v] = fused(left, right[v], sum[i][v]);
    }
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      store_some(c + i * ldc + v * LANES, v + 1 < vectors ? LANES : last, sum[i][v]);
}

/* All m rows of a stripe of columns: whole tiles, then what is left of the rows in fours and ones. */
INLINE void stripe(size_t vectors, size_t last, size_t m, size_t k, const float *a, size_t a_row, size_t a_column,
                   const float *b, size_t ldb, const float *bias, float *c, size_t ldc) {
  size_t i = 0;
  for (; i + TILE_ROWS <= m; i += TILE_ROWS)
    tile(TILE_ROWS, vectors, last, k, a + i * a_row, a_row, a_column, b, ldb, bias, c + i * ldc, ldc);
  for (; TILE_ROWS > 4 && i + 4 <= m; i += 4)
    tile(4, vectors, last, k, a + i * a_row, a_row, a_column, b, ldb, bias, c + i * ldc, ldc);
  for (; i < m; i++) tile(1, vectors, last, k, a + i * a_row, a_row, a_column, b, ldb, bias, c + i * ldc, ldc);
}

static void product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                    size_t ldb, const float *bias, float *c, size_t ldc) {
  enum { WIDE = TILE_VECTORS * LANES };
  size_t j = 0;
  for (; j + WIDE <= n; j += WIDE)
    stripe(TILE_VECTORS, LANES, m, k, a, a_row, a_column, b + j, ldb, bias ? bias + j : 0, c + j, ldc);
  for (; j + LANES <= n; j += LANES)
    stripe(1, LANES, m, k, a, a_row, a_column, b + j, ldb, bias ? bias + j : 0, c + j, ldc);
  if (j < n) stripe(1, n - j, m, k, a, a_row, a_column, b + j, ldb, bias ? bias + j : 0, c + j, ldc);
}

static void transpose(size_t rows, size_t columns, const float *x, float *y) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) y[j * rows + i] = x[i * columns + j];
}

static void column_sums(size_t rows, size_t columns, const float *x, float *sums) {
  memset(sums, 0, columns * sizeof *sums);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) sums[j] += x[i * columns + j];
}

/* ---- Element-wise functions ---- */

/* e^x with x = n ln 2 + r, |r| ≤ ½ ln 2, a minimax polynomial for e^r (Cephes expf) and 2^n built in the exponent, in
 * two halves so that the subnormal results come out too. Under -104 it is 0, over 88.73 infinite; NaN stays NaN. */
INLINE lanes exponential(lanes x) {
  lanes high = splat(89), low = splat(-105);
  lanes t = choose(x > high, high, choose(x < low, low, x));
  const float round = 12582912.0f; /* 1.5 · 2^23: adding it rounds to the nearest whole number */
  lanes n = fused(t, splat(1.44269504088896341f), splat(round)) - round;
  lanes r = fused(n, splat(-0.693359375f), t);
  r = fused(n, splat(2.12194440e-4f), r);
  lanes p = splat(1.9875691500e-4f);
  p = fused(p, r, splat(1.3981999507e-3f));
  p = fused(p, r, splat(8.3334519073e-3f));
  p = fused(p, r, splat(4.1665795894e-2f));
  p = fused(p, r, splat(1.6666665459e-1f));
  p = fused(p, r, splat(5.0000001201e-1f));
  p = fused(p, r * r, r) + 1.0f;
  masks whole = __builtin_convertvector(choose(t == t, n, splat(0)), masks);
  masks half = whole >> 1;
  lanes first = (lanes)((half + 127) << 23), second = (lanes)((whole - half + 127) << 23);
  return choose(t == t, p * first * second, t);
}

INLINE lanes magnitude(lanes x) { return (lanes)((masks)x & 0x7fffffff); }
INLINE lanes with_sign(lanes x, lanes sign) { return (lanes)((masks)x | ((masks)sign & (masks)splat(-0.0f))); }

/* 1 / (1 + e^-x), from e^-|x| so that neither tail loses its digits. */
INLINE lanes sigmoid(lanes x) {
  lanes e = exponential(-magnitude(x));
  return choose(x < 0, e, splat(1)) / (1.0f + e);
}

/* Near 0 an odd polynomial (Cephes tanhf), elsewhere 1 - 2 / (e^2|x| + 1). */
INLINE lanes hyperbolic_tangent(lanes x) {
  lanes a = magnitude(x), s = x * x;
  lanes p = splat(-5.70498872745e-3f);
  p = fused(p, s, splat(2.06390887954e-2f));
  p = fused(p, s, splat(-5.37397155531e-2f));
  p = fused(p, s, splat(1.33314422036e-1f));
  p = fused(p, s, splat(-3.33332819422e-1f));
  lanes near = fused(p * s, x, x);
  lanes far = with_sign(1.0f - 2.0f / (exponential(a + a) + 1.0f), x);
  return choose(a < 0.625f, near, far);
}

/* Runs `body`, which reads lanes from p and q and leaves them in x, over all of count: whole vectors, then the rest
 * through a padded copy. */
#define OVER(count, p, body)                                  \
  do {                                                        \
    size_t i = 0;                                             \
    for (; i + LANES <= (count); i += LANES) {                \
      lanes x = load((p) + i);                                \
      body;                                                   \
      store((p) + i, x);                                      \
    }                                                         \
    if (i < (count)) {                                        \
      float rest[LANES] = {0};                                \
      memcpy(rest, (p) + i, ((count) - i) * sizeof(float));   \
      lanes x = load(rest);                                   \
      body;                                                   \
      store(rest, x);                                         \
      memcpy((p) + i, rest, ((count) - i) * sizeof(float));   \
    }                                                         \
  } while (0)

static void exponential_all(size_t count, float *p) { OVER(count, p, x = exponential(x)); }

static void activate(int activation, float slope, size_t count, float *p) {
  switch (activation) {
    case NN_SIGMOID: OVER(count, p, x = sigmoid(x)); break;
    case NN_TANH: OVER(count, p, x = hyperbolic_tangent(x)); break;
    case NN_RELU: OVER(count, p, x = choose(x < 0, splat(0), x)); break;
    case NN_LEAKY_RELU: OVER(count, p, x = choose(x < 0, x * slope, x)); break;
    default: break;
  }
}

static void activation_backward(int activation, float slope, size_t count, const float *y, float *delta) {
  switch (activation) {
    case NN_SIGMOID:
      for (size_t i = 0; i < count; i++) delta[i] *= y[i] * (1.0f - y[i]);
      break;
    case NN_TANH:
      for (size_t i = 0; i < count; i++) delta[i] *= fused1(-y[i], y[i], 1.0f);
      break;
    case NN_RELU:
      for (size_t i = 0; i < count; i++) delta[i] = y[i] > 0 ? delta[i] : 0;
      break;
    case NN_LEAKY_RELU:
      for (size_t i = 0; i < count; i++) delta[i] = y[i] > 0 ? delta[i] : delta[i] * slope;
      break;
    default: break;
  }
}

static void softmax(size_t rows, size_t columns, float *x) {
  for (size_t i = 0; i < rows; i++) {
    float *row = x + i * columns, top = row[0], sum = 0;
    for (size_t j = 1; j < columns; j++) top = row[j] > top ? row[j] : top;
    for (size_t j = 0; j < columns; j++) row[j] -= top;
    exponential_all(columns, row);
    for (size_t j = 0; j < columns; j++) sum += row[j];
    for (size_t j = 0; j < columns; j++) row[j] /= sum;
  }
}

/* ---- Steps ---- */

static void descend(size_t count, float rate, const float *gradient, float *parameters) {
  for (size_t i = 0; i < count; i++) parameters[i] = fused1(-rate, gradient[i], parameters[i]);
}

static void adam(size_t count, float rate, float root, float beta1, float beta2, float epsilon, const float *gradient,
                 float *m, float *v, float *parameters) {
  float rest1 = 1.0f - beta1, rest2 = 1.0f - beta2;
  for (size_t i = 0; i < count; i++) {
    float g = gradient[i];
    m[i] = fused1(beta1, m[i], rest1 * g);
    v[i] = fused1(beta2, v[i], rest2 * g * g);
    parameters[i] -= rate * m[i] / fused1(__builtin_sqrtf(v[i]), root, epsilon);
  }
}

#define NAME_OF(variant) NAME_JOINED(nn_table_, variant)
#define NAME_JOINED(a, b) a##b

const struct nn_table NAME_OF(VARIANT) = {
    .name = VARIANT_NAME,
    .product = product,
    .transpose = transpose,
    .column_sums = column_sums,
    .activate = activate,
    .activation_backward = activation_backward,
    .softmax = softmax,
    .exponential = exponential_all,
    .descend = descend,
    .adam = adam,
};
