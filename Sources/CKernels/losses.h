/* Losses, and the errors that go back from them. Part of loops.h. */

/* ---- Errors ---- */

/* Of the output x and the target, before it is smoothed. */
INLINE lanes error_of(int form, float scale, float smoothing, float towards, lanes x, lanes target) {
  lanes t = target + smoothing * (towards - target);
  switch (form) {
    case NN_DIFFERENCE: return (x - t) * scale;
    case NN_SIGN: return choose(x > t, splat(scale), choose(x < t, splat(-scale), x - t));
    case NN_CLIPPED: return scale * choose(x - t > 1, splat(1), choose(x - t < -1, splat(-1), x - t));
    default: return t * (x - 1.0f) * scale;
  }
}

static void errors(int form, size_t count, float scale, float smoothing, float towards, const float *p,
                   const float *targets, float *q) {
  MAP(error_of(form, scale, smoothing, towards, x, load_some(targets + i, n)));
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
