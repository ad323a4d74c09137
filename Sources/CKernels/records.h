/* Gradient descent record by record. Part of loops.h. Every number is the one that the products, the activations and the
 * step make of a batch of one row: the same operations in the same order, without what surrounds them. */

INLINE void record_forward(const struct nn_layer *layer, const float *below) {
  for (size_t v = 0; v < layer->units; v += LANES) {
    lanes sum = load(layer->biases + v);
    const float *panel = layer->weights + v * layer->inputs;
    for (size_t l = 0; l < layer->inputs; l++) sum = fused(splat(below[l]), load(panel + l * LANES), sum);
    store(layer->logits + v, sum);
  }
  if (layer->activation == NN_SOFTMAX)
    softmax(1, layer->units, layer->logits, layer->outputs);
  else
    activate(layer->activation, layer->parameter, layer->units, layer->logits, layer->outputs);
}

/* From the derivative by the layer's outputs, which stands in its delta, to that by its logits. */
INLINE void record_through_activation(const struct nn_layer *layer) {
  if (layer->activation == NN_SOFTMAX)
    softmax_backward(1, layer->units, layer->outputs, layer->delta);
  else
    activation_backward(layer->activation, layer->parameter, layer->units, layer->logits, layer->outputs, layer->delta);
}

INLINE void record_backward(const struct nn_layer *layer, const struct nn_layer *below) {
  for (size_t v = 0; v < layer->inputs; v += LANES) {
    lanes sum = splat(0);
    const float *panel = layer->back + v * layer->units;
    for (size_t i = 0; i < layer->units; i++) sum = fused(splat(layer->delta[i]), load(panel + i * LANES), sum);
    store(below->delta + v, sum);
  }
  record_through_activation(below);
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

    errors(rule->form, last->units, rule->scale, rule->smoothing, rule->towards, last->outputs, t, last->delta);
    if (weights) scale_rows(1, last->units, weights + order[record], last->delta);
    if (rule->through_activation) record_through_activation(last);

    lanes rate = splat(rates[record]);
    for (const struct nn_layer *layer = last; layer >= layers; layer--) {
      const float *below = x;
      if (layer > layers) {
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
