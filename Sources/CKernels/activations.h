/* Activations and their derivatives. Part of loops.h. */

/* SELU's two constants, for which mean 0 and variance 1 are a fixed point (Klambauer et al. 2017). */
#define SELU_SCALE 1.0507009873554805
#define SELU_ALPHA 1.6732632423543773

INLINE lanes exponential_linear(lanes x, double scale, double alpha) {
  wide below = scale * alpha * wide_exponential_less_1(widened(x));
  wide above = scale * widened(x);
  return narrowed(wide_choose(widened(x) > 0, above, below));
}

/* x / (1 + e^-x), within 2.9 units in the last place. Where x is negative, it is multiplied in before the power of 2: its
 * sigmoid may be less than any normal float when this is not. */
INLINE lanes sigmoid_linear(lanes x) {
  struct sigmoid_sides s = sides_of_sigmoid(x);
  lanes quotient = choose(x < 0, at_least(-110, x) * s.e.part * s.e.power, s.scale) / s.sum;
  return choose(x < 0, quotient, x * quotient);
}

/* Its derivative, s + x s (1 - s) where s is the sigmoid; 1 - s is the other quotient, since x may be large where the
 * difference has lost its digits. */
INLINE lanes sigmoid_linear_derivative(lanes x) {
  struct sigmoid_sides sides = sides_of_sigmoid(x);
  lanes less = sides.e.part * sides.e.power / sides.sum, more = sides.scale / sides.sum;
  lanes s = choose(x < 0, less, more), z = at_least(-110, at_most(110, x));
  return fused(z * s, choose(x < 0, more, less), s);
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

/* f(x) */
INLINE lanes activated(int activation, float parameter, lanes x) {
  switch (activation) {
    case NN_SIGMOID: return sigmoid(x);
    case NN_TANH: return hyperbolic_tangent(x);
    case NN_RELU: return choose(x < 0, splat(0), x);
    case NN_LEAKY_RELU: return choose(x < 0, x * parameter, x);
    case NN_ELU: return exponential_linear(x, 1, parameter);
    case NN_SELU: return exponential_linear(x, SELU_SCALE, SELU_ALPHA);
    case NN_GELU: return gaussian_linear(x);
    case NN_SILU: return sigmoid_linear(x);
    case NN_SOFTPLUS: return narrowed(wide_softplus(widened(x)));
    default: return x;
  }
}

/* d f'(z), where y = f(z). */
INLINE lanes times_derivative(int activation, float parameter, lanes z, lanes y, lanes d) {
  const float selu_scale = SELU_SCALE, selu_floor = SELU_SCALE * SELU_ALPHA;
  switch (activation) {
    case NN_SIGMOID: return d * (y * (1.0f - y));
    case NN_TANH: return d * fused(-y, y, splat(1));
    case NN_RELU: return choose(y > 0, d, splat(0));
    case NN_LEAKY_RELU: return choose(y > 0, d, d * parameter);
    case NN_ELU: return choose(y >= 0, d, d * (y + parameter));
    case NN_SELU: return d * choose(y > 0, splat(selu_scale), y + selu_floor);
    case NN_GELU: return d * gaussian_linear_derivative(z);
    case NN_SILU: return d * sigmoid_linear_derivative(z);
    case NN_SOFTPLUS: return d * sigmoid(z);
    default: return d;
  }
}

/* Runs WORK for the activation at hand, which it is given as a constant: a loop of its own for each. */
#define FOR_EACH_ACTIVATION(WORK) \
  switch (activation) {           \
    WORK(NN_SIGMOID)              \
    WORK(NN_TANH)                 \
    WORK(NN_RELU)                 \
    WORK(NN_LEAKY_RELU)           \
    WORK(NN_ELU)                  \
    WORK(NN_SELU)                 \
    WORK(NN_GELU)                 \
    WORK(NN_SILU)                 \
    WORK(NN_SOFTPLUS)             \
    default: break;               \
  }

static void activate(int activation, float parameter, size_t count, const float *p, float *q) {
#define WORK(kind) \
  case kind: MAP(activated(kind, parameter, x)); break;
  FOR_EACH_ACTIVATION(WORK)
#undef WORK
  if (activation == NN_IDENTITY && p != q) MAP(x);
}

static void activation_backward(int activation, float parameter, size_t count, const float *z, const float *y,
                                float *delta) {
  /* The logits are read only where the outputs do not tell. */
#define WORK(kind)                                                                                             \
  case kind: OVER(count, {                                                                                     \
      bool of_logits = kind == NN_GELU || kind == NN_SILU || kind == NN_SOFTPLUS;                              \
      lanes source = load_some((of_logits ? z : y) + i, n);                                                    \
      store_some(delta + i, n, times_derivative(kind, parameter, source, source, load_some(delta + i, n)));    \
    });                                                                                                        \
    break;
  FOR_EACH_ACTIVATION(WORK)
#undef WORK
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
