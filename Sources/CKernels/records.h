/* Gradient descent record by record. Part of loops.h. Every number is the one that the products, the activations and the
 * step make of a batch of one row: the same operations in the same order, without what surrounds them. */

/* The vector at `first` of a row: 0 beyond the row's last element. All of it is stored, since what was stored in part is
 * slow to be read again. */
INLINE void store_within(float *row, size_t first, size_t count, lanes x) {
  const masks index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  size_t left = count - first;
  store(row + first, choose(index < (masks){} + (int32_t)(left < LANES ? left : LANES), x, splat(0)));
}

INLINE void record_forward(const struct nn_layer *layer, const float *below) {
  for (size_t v = 0; v < layer->units; v += LANES) {
    lanes sum = load(layer->biases + v);
    const float *panel = layer->weights + v * layer->inputs;
    for (size_t l = 0; l < layer->inputs; l++) sum = fused(splat(below[l]), load(panel + l * LANES), sum);
    store(layer->logits + v, sum);
    store_within(layer->outputs, v, layer->units, activated(layer->activation, layer->parameter, sum));
  }
  if (layer->activation == NN_SOFTMAX) softmax(1, layer->units, layer->logits, layer->outputs);
}

/* The derivative by the logits from that by the outputs, for the vector at v. */
INLINE void record_through_activation(const struct nn_layer *layer, size_t v, lanes d) {
  lanes z = load(layer->logits + v), y = load(layer->outputs + v);
  store_within(layer->delta, v, layer->units, times_derivative(layer->activation, layer->parameter, z, y, d));
}

INLINE void record_errors(const struct nn_layer *last, const struct nn_errors_rule *rule, const float *targets,
                          float weight) {
  bool is_softmax = last->activation == NN_SOFTMAX;
  for (size_t v = 0; v < last->units; v += LANES) {
    size_t n = last->units - v < LANES ? last->units - v : LANES;
    lanes target = load_some(targets + v, n), y = load(last->outputs + v);
    lanes d = error_of(rule->form, rule->scale, rule->smoothing, rule->towards, y, target) * weight;
    if (rule->through_activation && !is_softmax)
      record_through_activation(last, v, d);
    else
      store_within(last->delta, v, last->units, d);
  }
  if (rule->through_activation && is_softmax) softmax_backward(1, last->units, last->outputs, last->delta);
}

INLINE void record_backward(const struct nn_layer *layer, const struct nn_layer *below) {
  for (size_t v = 0; v < layer->inputs; v += LANES) {
    lanes sum = splat(0);
    const float *panel = layer->back + v * layer->units;
    for (size_t i = 0; i < layer->units; i++) sum = fused(splat(layer->delta[i]), load(panel + i * LANES), sum);
    record_through_activation(below, v, sum);
  }
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

static void descend(const struct nn_layer *layers, size_t count, const struct nn_errors_rule *rule, size_t records,
                    const ptrdiff_t *order, const float *rates, const float *inputs, const float *targets,
                    const float *weights) {
  const struct nn_layer *last = layers + count - 1;
  for (size_t record = 0; record < records; record++) {
    const float *x = inputs + (size_t)order[record] * layers->inputs;
    const float *t = targets + (size_t)order[record] * last->units;
    for (size_t i = 0; i < count; i++) record_forward(layers + i, i ? layers[i - 1].outputs : x);

    record_errors(last, rule, t, weights ? weights[order[record]] : 1);

    lanes rate = splat(rates[record]);
    for (size_t i = count; i-- > 0;) {
      const struct nn_layer *layer = layers + i;
      const float *below = x;
      if (i > 0) {
        below = layer[-1].outputs;
        record_backward(layer, layer - 1);
        record_outer(layer->units, layer->inputs, layer->delta, below, rate, layer->back);
      }
      record_outer(layer->inputs, layer->units, below, layer->delta, rate, layer->weights);
      for (size_t v = 0; v < layer->units; v += LANES)
        descend_to(layer->biases + v, rate, load(layer->delta + v));
    }
  }
}
