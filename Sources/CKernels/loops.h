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

static void transpose(size_t rows, size_t columns, const float *x, float *y, size_t ldy) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) y[j * ldy + i] = x[i * columns + j];
}

/* In double precision: the rows may be many, and of one sign. */
static void column_sums(size_t rows, size_t columns, const float *x, size_t ldx, float *sums) {
  for (size_t j = 0; j < columns; j += LANES) {
    size_t n = columns - j < LANES ? columns - j : LANES;
    wide sum = {};
    for (size_t i = 0; i < rows; i++) sum += widened(load_some(x + i * ldx + j, n));
    store_some(sums + j, n, narrowed(sum));
  }
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

/* ---- Functions in double precision, which alone leaves them within one unit in the last place of a float ---- */

/* e^x = power (1 + rest) with power = 2^n, rest = e^r - 1, x = n ln 2 + r and |r| <= ½ ln 2, by the Taylor series of e^r to
 * r^10. Beyond ±200, past all that a float holds, as at ±200; NaN stays NaN. */
typedef struct {
  wide power, rest;
} wide_factors;
INLINE wide_factors wide_exponential_factors(wide x) {
  wide t = wide_choose(x > 200, wide_splat(200), wide_choose(x < -200, wide_splat(-200), x));
  const double round = 6755399441055744.0; /* 1.5 · 2^52: adding it rounds to the nearest whole number */
  wide shifted = wide_fused(t, wide_splat(1.4426950408889634), wide_splat(round));
  wide r = wide_fused(shifted - round, wide_splat(-0.6931471805599453), t);
  wide p = wide_splat(1.0 / 3628800);
  p = wide_fused(p, r, wide_splat(1.0 / 362880));
  p = wide_fused(p, r, wide_splat(1.0 / 40320));
  p = wide_fused(p, r, wide_splat(1.0 / 5040));
  p = wide_fused(p, r, wide_splat(1.0 / 720));
  p = wide_fused(p, r, wide_splat(1.0 / 120));
  p = wide_fused(p, r, wide_splat(1.0 / 24));
  p = wide_fused(p, r, wide_splat(1.0 / 6));
  p = wide_fused(p, r, wide_splat(0.5));
  wide_factors e = {(wide)(((wide_masks)shifted << 52) + (wide_masks)wide_splat(1)), wide_fused(p * r, r, r)};
  return e;
}
INLINE wide wide_exponential(wide x) {
  wide_factors e = wide_exponential_factors(x);
  return wide_fused(e.power, e.rest, e.power);
}
/* e^x - 1, without cancellation near 0, where n = 0. */
INLINE wide wide_exponential_less_1(wide x) {
  wide_factors e = wide_exponential_factors(x);
  return wide_fused(e.power, e.rest, e.power - 1);
}

/* ln(1 + x) for 0 <= x <= 1: 2 artanh(s) with s = x / (2 + x) <= 1/3, whose series needs 11 terms there. */
INLINE wide wide_logarithm_of_1_plus(wide x) {
  wide s = x / (2 + x), square = s * s, sum = wide_splat(1.0 / 21);
  sum = wide_fused(sum, square, wide_splat(1.0 / 19));
  sum = wide_fused(sum, square, wide_splat(1.0 / 17));
  sum = wide_fused(sum, square, wide_splat(1.0 / 15));
  sum = wide_fused(sum, square, wide_splat(1.0 / 13));
  sum = wide_fused(sum, square, wide_splat(1.0 / 11));
  sum = wide_fused(sum, square, wide_splat(1.0 / 9));
  sum = wide_fused(sum, square, wide_splat(1.0 / 7));
  sum = wide_fused(sum, square, wide_splat(1.0 / 5));
  sum = wide_fused(sum, square, wide_splat(1.0 / 3));
  sum = wide_fused(sum, square, wide_splat(1));
  return 2 * s * sum;
}

/* ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|) */
INLINE wide wide_softplus(wide x) {
  wide zero = wide_splat(0);
  return wide_choose(x < 0, zero, x) + wide_logarithm_of_1_plus(wide_exponential(wide_choose(x < 0, x, -x)));
}

/* The distribution function of N(0, 1) at -a, where a >= 0 and e = e^(-a²/2). Their quotient is t times a polynomial in
 * t = 1 / (1 + 0.3 a) that is off by at most 4e-10 of it up to a = 15 (Chebyshev interpolation in 40 digits); beyond, e is
 * less than any float. */
INLINE wide wide_normal_tail(wide a, wide e) {
  wide t = 1 / wide_fused(a, wide_splat(0.3), wide_splat(1));
  wide p = wide_splat(0.011964706789929032);
  p = wide_fused(p, t, wide_splat(-0.074460593416456627));
  p = wide_fused(p, t, wide_splat(0.18421845518590301));
  p = wide_fused(p, t, wide_splat(-0.21564857976868582));
  p = wide_fused(p, t, wide_splat(0.11090709768349905));
  p = wide_fused(p, t, wide_splat(-0.045155633471260574));
  p = wide_fused(p, t, wide_splat(0.034473539901068692));
  p = wide_fused(p, t, wide_splat(0.058582799168715426));
  p = wide_fused(p, t, wide_splat(0.086706616416283962));
  p = wide_fused(p, t, wide_splat(0.10906147411372725));
  p = wide_fused(p, t, wide_splat(0.11966675684183157));
  p = wide_fused(p, t, wide_splat(0.11968336064399478));
  return e * t * p;
}

/* ---- Activations ---- */

/* SELU's two constants, for which mean 0 and variance 1 are a fixed point (Klambauer et al. 2017). */
#define SELU_SCALE 1.0507009873554805
#define SELU_ALPHA 1.6732632423543773

INLINE lanes exponential_linear(lanes x, double scale, double alpha) {
  wide below = scale * alpha * wide_exponential_less_1(widened(x));
  wide above = scale * widened(x);
  return narrowed(wide_choose(widened(x) > 0, above, below));
}

/* x / (1 + e^-x) */
INLINE lanes sigmoid_linear(lanes x) {
  wide z = widened(x);
  return narrowed(wide_choose(z < -200, wide_splat(-0.0), z / (1 + wide_exponential(-z))));
}

/* Its derivative, s + x s (1 - s) where s is the sigmoid. */
INLINE lanes sigmoid_linear_derivative(lanes x) {
  wide z = widened(x), s = 1 / (1 + wide_exponential(-z));
  return narrowed(wide_choose(z < -200, wide_splat(0), wide_fused(z * s, 1 - s, s)));
}


/* x times the distribution function of N(0, 1) (Hendrycks & Gimpel 2016), not its approximation by a tanh. */
INLINE lanes gaussian_linear(lanes x) {
  wide z = widened(x), a = wide_choose(z < 0, -z, z);
  wide tail = wide_normal_tail(a, wide_exponential(-0.5 * a * a));
  return narrowed(wide_choose(a > 15, wide_choose(z < 0, wide_splat(-0.0), z), z * wide_choose(z < 0, tail, 1 - tail)));
}

/* Its derivative: the distribution function plus x times the density. */
INLINE lanes gaussian_linear_derivative(lanes x) {
  wide z = widened(x), a = wide_choose(z < 0, -z, z), e = wide_exponential(-0.5 * a * a);
  wide tail = wide_normal_tail(a, e), below = wide_choose(z < 0, tail, 1 - tail);
  wide sum = wide_fused(z * 0.3989422804014327, e, below);
  return narrowed(wide_choose(a > 15, wide_choose(z < 0, wide_splat(0), wide_splat(1)), sum));
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

static void exponential_all(size_t count, float *p) {
  float *q = p;
  MAP(exponential(x));
}

static void activate(int activation, float parameter, size_t count, const float *p, float *q) {
  switch (activation) {
    case NN_SIGMOID: MAP(sigmoid(x)); break;
    case NN_TANH: MAP(hyperbolic_tangent(x)); break;
    case NN_RELU: MAP(choose(x < 0, splat(0), x)); break;
    case NN_LEAKY_RELU: MAP(choose(x < 0, x * parameter, x)); break;
    case NN_ELU: MAP(exponential_linear(x, 1, parameter)); break;
    case NN_SELU: MAP(exponential_linear(x, SELU_SCALE, SELU_ALPHA)); break;
    case NN_GELU: MAP(gaussian_linear(x)); break;
    case NN_SILU: MAP(sigmoid_linear(x)); break;
    case NN_SOFTPLUS: MAP(narrowed(wide_softplus(widened(x)))); break;
    default:
      if (p != q) MAP(x);
      break;
  }
}

/* delta = f over all of count, where f is of delta's own element d and of x, the logit or the output. */
#define MAP_DELTA(source, f)                                         \
  OVER(count, {                                                      \
    lanes x = load_some(source + i, n), d = load_some(delta + i, n); \
    store_some(delta + i, n, f);                                     \
  })

static void activation_backward(int activation, float parameter, size_t count, const float *z, const float *y,
                                float *delta) {
  const float selu_scale = SELU_SCALE, selu_floor = SELU_SCALE * SELU_ALPHA;
  switch (activation) {
    case NN_SIGMOID: MAP_DELTA(y, d * (x * (1.0f - x))); break;
    case NN_TANH: MAP_DELTA(y, d * fused(-x, x, splat(1))); break;
    case NN_RELU: MAP_DELTA(y, choose(x > 0, d, splat(0))); break;
    case NN_LEAKY_RELU: MAP_DELTA(y, choose(x > 0, d, d * parameter)); break;
    case NN_ELU: MAP_DELTA(y, choose(x >= 0, d, d * (x + parameter))); break;
    case NN_SELU: MAP_DELTA(y, d * choose(x > 0, splat(selu_scale), x + selu_floor)); break;
    case NN_GELU: MAP_DELTA(z, d * gaussian_linear_derivative(x)); break;
    case NN_SILU: MAP_DELTA(z, d * sigmoid_linear_derivative(x)); break;
    case NN_SOFTPLUS: MAP_DELTA(z, d * sigmoid(x)); break;
    default: break;
  }
}

static void softmax(size_t rows, size_t columns, const float *x, float *y) {
  for (size_t i = 0; i < rows; i++) {
    const float *z = x + i * columns;
    float *row = y + i * columns, top = z[0], sum = 0;
    for (size_t j = 1; j < columns; j++) top = z[j] > top ? z[j] : top;
    for (size_t j = 0; j < columns; j++) row[j] = z[j] - top;
    exponential_all(columns, row);
    for (size_t j = 0; j < columns; j++) sum += row[j];
    for (size_t j = 0; j < columns; j++) row[j] /= sum;
  }
}

/* ---- Errors ---- */

static void errors(int form, size_t count, float scale, float smoothing, float towards, const float *outputs,
                   const float *targets, float *q) {
  const float *p = outputs;
#define TARGET (load_some(targets + i, n) + smoothing * (towards - load_some(targets + i, n)))
  switch (form) {
    case NN_DIFFERENCE: MAP((x - TARGET) * scale); break;
    case NN_SIGN: MAP(choose(x > TARGET, splat(scale), choose(x < TARGET, splat(-scale), x - TARGET))); break;
    case NN_CLIPPED: MAP(scale * choose(x - TARGET > 1, splat(1), choose(x - TARGET < -1, splat(-1), x - TARGET))); break;
    case NN_LIKELIHOOD: MAP(TARGET * (x - 1.0f) * scale); break;
    default: break;
  }
#undef TARGET
}

static void scale_rows(size_t rows, size_t columns, const float *factors, float *x) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) x[i * columns + j] *= factors[i];
}

static void softmax_backward(size_t rows, size_t columns, const float *outputs, float *delta) {
  for (size_t i = 0; i < rows; i++) {
    const float *p = outputs + i * columns;
    float *d = delta + i * columns, mean = 0;
    for (size_t j = 0; j < columns; j++) mean += d[j] * p[j];
    for (size_t j = 0; j < columns; j++) d[j] = p[j] * (d[j] - mean);
  }
}

/* ---- Losses ---- */

/* What each element adds to the loss, from the logit z, the output a and the target t. */
INLINE wide loss_terms(int loss, wide z, wide a, wide t) {
  wide e = a - t, d = wide_choose(e < 0, -e, e);
  switch (loss) {
    case NN_BINARY_LOSS: return wide_softplus(z) - z * t;
    case NN_LIKELIHOOD_LOSS: return t * wide_softplus(-z);
    case NN_SQUARED_LOSS: return e * e;
    case NN_ABSOLUTE_LOSS: return d;
    default: return wide_choose(d > 1, d - 0.5, 0.5 * d * d);
  }
}

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

/* The sum over count elements, each times its weight if there are any. */
INLINE double element_losses(int loss, size_t count, float smoothing, float towards, const float *logits,
                             const float *outputs, const float *targets, const float *weights) {
  wide sum = {};
  OVER(count, {
    lanes target = load_some(targets + i, n);
    wide t = widened(target + smoothing * (towards - target));
    wide term = loss_terms(loss, widened(load_some(logits + i, n)), widened(load_some(outputs + i, n)), t);
    if (weights) term *= widened(load_some(weights + i, n));
    sum += n == LANES ? term : wide_choose(first_lanes(n), term, wide_splat(0));
  });
  return sum_of_lanes(sum);
}

/* ln x for a positive normal x: x = m 2^e with sqrt(1/2) <= m < sqrt 2, and ln m = 2 artanh((m - 1) / (m + 1)). */
INLINE double logarithm(double x) {
  const double root = 1.4142135623730951, ln2 = 0.6931471805599453;
  int64_t bits = __builtin_bit_cast(int64_t, x), exponent = (bits >> 52) - 1023;
  double m = __builtin_bit_cast(double, (bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > root) {
    m /= 2;
    exponent++;
  }
  double s = (m - 1) / (m + 1), square = s * s, sum = 0;
  for (int k = 23; k > 0; k -= 2) sum = sum * square + 1.0 / k;
  return (double)exponent * ln2 + 2 * s * sum;
}

/* -sum of t ln p over a row, p being the softmax of its logits z: the sum of t (ln sum of e^z - z). */
INLINE double categorical_loss(size_t columns, float smoothing, float towards, const float *logits,
                               const float *targets) {
  float top = logits[0];
  for (size_t j = 1; j < columns; j++) top = logits[j] > top ? logits[j] : top;
  wide total = {}, sum = {};
  OVER(columns, {
    wide e = wide_exponential(widened(load_some(logits + i, n)) - top);
    total += n == LANES ? e : wide_choose(first_lanes(n), e, wide_splat(0));
  });
  double all = sum_of_lanes(total);
  if (!(all > 0 && all < INFINITY)) return NAN;
  double norm = top + logarithm(all);
  OVER(columns, {
    lanes target = load_some(targets + i, n);
    wide t = widened(target + smoothing * (towards - target));
    wide term = wide_choose(t == 0, t, t * (norm - widened(load_some(logits + i, n))));
    sum += n == LANES ? term : wide_choose(first_lanes(n), term, wide_splat(0));
  });
  return sum_of_lanes(sum);
}

static double loss_sum(int loss, size_t rows, size_t columns, float smoothing, float towards, const float *logits,
                       const float *outputs, const float *targets, const float *weights) {
  if (loss == NN_CATEGORICAL_LOSS) {
    double sum = 0;
    for (size_t i = 0; i < rows; i++) {
      double own = categorical_loss(columns, smoothing, towards, logits + i * columns, targets + i * columns);
      sum += weights ? weights[i] * own : own;
    }
    return sum;
  }
#define ELEMENTS(kind)                                                                                    \
  case kind:                                                                                              \
    if (!weights || columns == 1)                                                                         \
      return element_losses(kind, rows * columns, smoothing, towards, logits, outputs, targets, weights); \
    for (size_t i = 0; i < rows; i++)                                                                     \
      sum += weights[i] * element_losses(kind, columns, smoothing, towards, logits + i * columns,         \
                                         outputs + i * columns, targets + i * columns, 0);                \
    return sum;
  double sum = 0;
  switch (loss) {
    ELEMENTS(NN_BINARY_LOSS)
    ELEMENTS(NN_LIKELIHOOD_LOSS)
    ELEMENTS(NN_SQUARED_LOSS)
    ELEMENTS(NN_ABSOLUTE_LOSS)
    ELEMENTS(NN_HUBER_LOSS)
    default: return sum;
  }
#undef ELEMENTS
}

/* ---- Dropout ---- */

/* The first word of Philox2x32-7 (Salmon et al. 2011) for the counters (low, high) under a key. */
typedef uint32_t words __attribute__((vector_size(64)));
typedef uint64_t wide_words __attribute__((vector_size(128)));
INLINE words philox(words low, uint32_t high, uint32_t key) {
  words right = low - low + high;
  for (int round = 0; round < 7; round++) {
    wide_words product = __builtin_convertvector(low, wide_words) * 0xD256D193u;
    words top = __builtin_convertvector(product >> 32, words);
    words next = top ^ key ^ right;
    right = __builtin_convertvector(product, words);
    low = next;
    key += 0x9E3779B9u;
  }
  return low;
}

static void dropout(size_t count, float rate, uint32_t key, uint32_t step, uint32_t first, const float *p, float *q) {
  const words index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const uint32_t threshold = (uint32_t)((double)rate * 4294967296.0);
  const float scale = 1.0f / (1.0f - rate);
  MAP(choose((masks)(philox(index + (first + (uint32_t)i), step, key) < threshold), splat(0), x * scale));
}

/* ---- Steps ---- */

INLINE lanes root_of(lanes x) { return __builtin_elementwise_sqrt(x); }

/* Runs `body`, which finds the gradient in g and moves the parameters p, over all of count. */
#define STEP(body)                                                                              \
  OVER(count, {                                                                                 \
    lanes p = load_some(parameters + i, n), g = load_some(gradient + i, n) * s->scale;          \
    g += s->l2 * p + choose(p > 0, splat(s->l1), choose(p < 0, splat(-s->l1), splat(0)));       \
    p *= s->decay;                                                                              \
    body;                                                                                       \
    store_some(parameters + i, n, p);                                                           \
  })
#define LOADED(moment) load_some(moment + i, n)
#define KEPT(moment, x) store_some(moment + i, n, x)

static void move(const struct nn_step *s, size_t count, const float *gradient, float *first, float *second,
                 float *third, float *parameters) {
  const float rest1 = 1.0f - s->beta1, rest2 = 1.0f - s->beta2;
  switch (s->rule) {
    case NN_DESCENT: STEP(p = fused(splat(-s->rate), g, p)); break;
    case NN_MOMENTUM: STEP({
        lanes b = s->momentum * LOADED(first) + s->intake * g;
        KEPT(first, b);
        p -= s->rate * b;
      });
      break;
    case NN_NESTEROV: STEP({
        lanes b = s->momentum * LOADED(first) + s->intake * g;
        KEPT(first, b);
        p -= s->rate * (g + s->momentum * b);
      });
      break;
    case NN_ADAM: STEP({
        lanes m = fused(splat(s->beta1), LOADED(first), rest1 * g);
        lanes v = fused(splat(s->beta2), LOADED(second), rest2 * g * g);
        KEPT(first, m);
        KEPT(second, v);
        if (third) {
          v = choose(v > LOADED(third), v, LOADED(third));
          KEPT(third, v);
        }
        p -= s->rate * m / fused(root_of(v), splat(s->root), splat(s->epsilon));
      });
      break;
    case NN_RMSPROP: STEP({
        lanes v = fused(splat(s->beta2), LOADED(first), rest2 * g * g);
        KEPT(first, v);
        if (third) {
          lanes mean = fused(splat(s->beta2), LOADED(third), rest2 * g);
          KEPT(third, mean);
          v = v - mean * mean;
          v = choose(v < 0, splat(0), v);
        }
        lanes b = g / (root_of(v) + s->epsilon);
        if (second) {
          b += s->momentum * LOADED(second);
          KEPT(second, b);
        }
        p -= s->rate * b;
      });
      break;
    case NN_ADAGRAD: STEP({
        lanes v = LOADED(first) + g * g;
        KEPT(first, v);
        p -= s->rate * g / (root_of(v) + s->epsilon);
      });
      break;
    default: break;
  }
}

static double dot(size_t count, const float *x, const float *y) {
  wide sum = {};
  OVER(count, { sum = wide_fused(widened(load_some(x + i, n)), widened(load_some(y + i, n)), sum); });
  return sum_of_lanes(sum);
}

static void accumulate(size_t count, bool first, const float *x, double *sums) {
  if (first)
    for (size_t i = 0; i < count; i++) sums[i] = x[i];
  else
    for (size_t i = 0; i < count; i++) sums[i] += x[i];
}

static void round_all(size_t count, const double *x, float *y) {
  for (size_t i = 0; i < count; i++) y[i] = (float)x[i];
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
    .errors = errors,
    .scale_rows = scale_rows,
    .loss_sum = loss_sum,
    .softmax_backward = softmax_backward,
    .dropout = dropout,
    .move = move,
    .dot = dot,
    .accumulate = accumulate,
    .round = round_all,
};
