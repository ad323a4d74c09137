/* Activations and their derivatives. Part of loops.h. */

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
