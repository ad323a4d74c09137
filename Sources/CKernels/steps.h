/* What a step does to the parameters, and dropout. Part of loops.h. */

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

static void dropout(size_t rows, size_t columns, float rate, uint32_t key, uint32_t step, uint32_t first, const float *x,
                    float *y) {
  const words index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const uint32_t threshold = (uint32_t)((double)rate * 4294967296.0);
  const float scale = 1.0f / (1.0f - rate);
  for (size_t j = 0; j < columns; j += LANES)
    for (size_t i = 0; i < rows; i++, x += LANES, y += LANES) {
      words place = (index + (first + (uint32_t)j)) * (uint32_t)rows + (uint32_t)i;
      store(y, choose((masks)(philox(place, step, key) < threshold), splat(0), load(x) * scale));
    }
}

/* ---- Steps ---- */

INLINE lanes root_of(lanes x) { return __builtin_elementwise_sqrt(x); }

/* x, or 0 where that is so small that it counts in no sum any more. The weights of a unit that no row reaches, and what
 * an optimiser remembers of them, would go on to the subnormal numbers, with which a processor is a hundred times slower. */
INLINE lanes settled(lanes x) {
  const float least = 0x1p-100f;
  return choose((x < least) & (x > -least), splat(0), x);
}

/* Runs `body`, which finds the gradient in g and moves the parameters p, over all of count. */
#define STEP(body)                                                                              \
  OVER(count, {                                                                                 \
    lanes p = load_some(parameters + i, n), g = load_some(gradient + i, n) * s->scale;          \
    g += s->l2 * p + choose(p > 0, splat(s->l1), choose(p < 0, splat(-s->l1), splat(0)));       \
    p *= s->decay;                                                                              \
    body;                                                                                       \
    store_some(parameters + i, n, settled(p));                                                  \
  })
#define LOADED(moment) load_some(moment + i, n)
#define KEPT(moment, x) store_some(moment + i, n, settled(x))

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
