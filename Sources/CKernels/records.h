/* Gradient descent record by record. Part of loops.h. Every number is the one that the products, the activations and the
 * step make of a batch of one row: the same operations in the same order, without what surrounds them. */

/* Stores the vector at `first` of a row, and gives it: 0 beyond the row's last element. All of it is stored, since what was
 * stored in part is slow to be read again. */
INLINE lanes store_within(float *row, size_t first, size_t count, lanes x) {
  const masks index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  size_t left = count - first;
  x = choose(index < (masks){} + (int32_t)(left < LANES ? left : LANES), x, splat(0));
  store(row + first, x);
  return x;
}

/* What one layer hands to the next: where it stands, and itself where one vector holds all of it, since to take a lane out
 * of a vector is quicker than to wait until memory gives back what was just stored. */
struct record_row {
  const float *at;
  bool is_held;
  lanes held;
};

INLINE struct record_row record_row(size_t count, const float *at, lanes last) {
  return (struct record_row){at, MASKS == 512 && count <= LANES, last};
}

/* sum + row (1 × count) · panel (count × 16), one chain in the order of the row. */
INLINE lanes record_product(lanes sum, struct record_row row, size_t count, const float *panel) {
#if MASKS == 512
  if (row.is_held) {
    masks lane = {};
    for (size_t l = 0; l < count; l++, lane += 1)
      sum = fused((lanes)_mm512_permutexvar_ps((__m512i)lane, (__m512)row.held), load(panel + l * LANES), sum);
    return sum;
  }
#endif
  for (size_t l = 0; l < count; l++) sum = fused(splat(row.at[l]), load(panel + l * LANES), sum);
  return sum;
}

INLINE struct record_row record_forward(const struct nn_layer *layer, int activation, struct record_row below) {
  lanes y = splat(0);
  for (size_t v = 0; v < layer->units; v += LANES) {
    lanes sum = record_product(load(layer->biases + v), below, layer->inputs, layer->weights + v * layer->inputs);
    store(layer->logits + v, sum);
    y = store_within(layer->outputs, v, layer->units, activated(activation, layer->parameter, sum));
  }
  if (activation == NN_SOFTMAX) {
    softmax(1, layer->units, layer->logits, layer->outputs);
    y = load(layer->outputs);
  }
  return record_row(layer->units, layer->outputs, y);
}

/* The derivative by the logits from that by the outputs, for the vector at v. */
INLINE lanes record_through_activation(const struct nn_layer *layer, int activation, size_t v, lanes d) {
  lanes z = load(layer->logits + v), y = load(layer->outputs + v);
  return store_within(layer->delta, v, layer->units, times_derivative(activation, layer->parameter, z, y, d));
}

INLINE struct record_row record_errors(const struct nn_layer *last, int activation, const struct nn_errors_rule *rule,
                                       const float *targets, const float *weight) {
  bool is_softmax = activation == NN_SOFTMAX;
  lanes d = splat(0);
  for (size_t v = 0; v < last->units; v += LANES) {
    size_t n = last->units - v < LANES ? last->units - v : LANES;
    lanes target = load_some(targets + v, n), y = load(last->outputs + v);
    d = error_of(rule->form, rule->scale, rule->smoothing, rule->towards, y, target);
    if (weight) d *= *weight;
    d = rule->through_activation && !is_softmax ? record_through_activation(last, activation, v, d)
                                                : store_within(last->delta, v, last->units, d);
  }
  if (rule->through_activation && is_softmax) {
    softmax_backward(1, last->units, last->outputs, last->delta);
    d = load(last->delta);
  }
  return record_row(last->units, last->delta, d);
}

INLINE struct record_row record_backward(const struct nn_layer *layer, struct record_row delta,
                                         const struct nn_layer *below, int activation) {
  lanes d = splat(0);
  for (size_t v = 0; v < layer->inputs; v += LANES) {
    lanes sum = record_product(splat(0), delta, layer->units, layer->back + v * layer->units);
    d = record_through_activation(below, activation, v, sum);
  }
  return record_row(below->units, below->delta, d);
}

INLINE void descend_to(float *parameters, lanes rate, lanes gradient) {
  store(parameters, settled(fused(-rate, gradient, load(parameters))));
}

/* p = p - rate x yᵀ, p being panels of rows × columns. */
INLINE void record_outer(size_t rows, size_t columns, const float *x, const float *y, lanes rate, float *p) {
  for (size_t v = 0; v < columns; v += LANES) {
    lanes right = load(y + v);
    for (size_t i = 0; i < rows; i++, p += LANES) descend_to(p, rate, splat(x[i]) * right);
  }
}

/* `all` is the activation of all layers, or -1: a constant wherever this is called. */
INLINE void descend_with(int all, const struct nn_layer *layers, size_t count, const struct nn_errors_rule *rule,
                         size_t records, const ptrdiff_t *order, const float *rates, const float *inputs,
                         const float *targets, const float *weights) {
#define ACTIVATION(layer) (all < 0 ? (layer)->activation : all)
  const struct nn_layer *last = layers + count - 1;
  for (size_t record = 0; record < records; record++) {
    const float *x = inputs + (size_t)order[record] * layers->inputs;
    const float *t = targets + (size_t)order[record] * last->units;
    struct record_row row = {.at = x};
    for (size_t i = 0; i < count; i++) row = record_forward(layers + i, ACTIVATION(layers + i), row);

    row = record_errors(last, ACTIVATION(last), rule, t, weights ? weights + order[record] : 0);

    lanes rate = splat(rates[record]);
    for (size_t i = count; i-- > 0;) {
      const struct nn_layer *layer = layers + i;
      const float *below = x;
      if (i > 0) {
        below = layer[-1].outputs;
        row = record_backward(layer, row, layer - 1, ACTIVATION(layer - 1));
        record_outer(layer->units, layer->inputs, layer->delta, below, rate, layer->back);
      }
      record_outer(layer->inputs, layer->units, below, layer->delta, rate, layer->weights);
      for (size_t v = 0; v < layer->units; v += LANES)
        descend_to(layer->biases + v, rate, load(layer->delta + v));
    }
  }
}
#undef ACTIVATION

static void descend(const struct nn_layer *layers, size_t count, const struct nn_errors_rule *rule, size_t records,
                    const ptrdiff_t *order, const float *rates, const float *inputs, const float *targets,
                    const float *weights) {
  size_t sigmoids = 0;
  for (size_t i = 0; i < count; i++) sigmoids += layers[i].activation == NN_SIGMOID;
  if (sigmoids == count)
    descend_with(NN_SIGMOID, layers, count, rule, records, order, rates, inputs, targets, weights);
  else
    descend_with(-1, layers, count, rule, records, order, rates, inputs, targets, weights);
}
