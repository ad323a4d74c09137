/* The choice of a variant, made once before main, and the functions of CKernels.h that go through it. */
#include <stdlib.h>
#include <string.h>

#include "table.h"

static const struct nn_table *table = &nn_table_plain;

__attribute__((constructor)) static void choose_table(void) {
  const struct nn_table *usable[3] = {&nn_table_plain};
  size_t count = 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    usable[count++] = &nn_table_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
      usable[count++] = &nn_table_avx512;
  }
#endif
  table = usable[count - 1];
  const char *wanted = getenv("NN_KERNELS");
  for (size_t i = 0; wanted && i < count; i++)
    if (!strcmp(wanted, usable[i]->name)) table = usable[i];
}

const char *nn_kernels_name(void) { return table->name; }

void nn_product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                size_t panel, const float *bias, float *c, size_t c_panel, struct nn_then then) {
  table->product(m, n, k, a, a_row, a_column, b, panel, bias, c, c_panel, then);
}
void nn_product_of_panels(size_t m, size_t n, size_t k, const float *a, size_t a_panel, const float *b, size_t panel,
                          float *c, size_t ldc) {
  table->product_of_panels(m, n, k, a, a_panel, b, panel, c, ldc);
}
void nn_pack(size_t rows, size_t columns, const float *x, float *y, size_t panel) {
  table->pack(rows, columns, x, y, panel);
}
void nn_pack_transposed(size_t rows, size_t columns, const float *x, const ptrdiff_t *order, float *y, size_t panel) {
  table->pack_transposed(rows, columns, x, order, y, panel);
}
void nn_transpose_panels(size_t rows, size_t columns, const float *x, size_t x_panel, float *y, size_t y_panel) {
  table->transpose_panels(rows, columns, x, x_panel, y, y_panel);
}
void nn_unpack_transposed(size_t rows, size_t columns, const float *x, size_t x_panel, float *y) {
  table->unpack_transposed(rows, columns, x, x_panel, y);
}
void nn_row_sums(size_t rows, size_t columns, const float *x, size_t panel, float *sums) {
  table->row_sums(rows, columns, x, panel, sums);
}
void nn_activate(int activation, float parameter, size_t count, const float *z, float *y) {
  table->activate(activation, parameter, count, z, y);
}
void nn_activation_backward(int activation, float parameter, size_t count, const float *z, const float *y,
                            float *delta) {
  table->activation_backward(activation, parameter, count, z, y, delta);
}
void nn_softmax(size_t rows, size_t columns, const float *z, float *y) { table->softmax(rows, columns, z, y); }
void nn_exp(size_t count, float *x) { table->exponential(count, x); }
void nn_errors(int form, size_t count, float scale, float smoothing, float towards, const float *outputs,
               const float *targets, float *delta) {
  table->errors(form, count, scale, smoothing, towards, outputs, targets, delta);
}
double nn_loss_sum(int loss, size_t rows, size_t columns, float smoothing, float towards, const float *logits,
                   const float *outputs, const float *targets, const float *weights) {
  return table->loss_sum(loss, rows, columns, smoothing, towards, logits, outputs, targets, weights);
}
void nn_scale_rows(size_t rows, size_t columns, const float *factors, float *x) {
  table->scale_rows(rows, columns, factors, x);
}
void nn_softmax_backward(size_t rows, size_t columns, const float *outputs, float *delta) {
  table->softmax_backward(rows, columns, outputs, delta);
}
void nn_dropout(size_t rows, size_t columns, float rate, uint32_t key, uint32_t step, uint32_t first, const float *x,
                float *y) {
  table->dropout(rows, columns, rate, key, step, first, x, y);
}
void nn_move(const struct nn_step *step, size_t count, const float *gradient, float *first, float *second,
             float *third, float *parameters) {
  table->move(step, count, gradient, first, second, third, parameters);
}
void nn_descend(const struct nn_layer *layers, size_t count, const struct nn_errors_rule *rule, size_t records,
                const ptrdiff_t *order, const float *rates, const float *inputs, const float *targets,
                const float *weights) {
  table->descend(layers, count, rule, records, order, rates, inputs, targets, weights);
}
double nn_dot(size_t count, const float *x, const float *y) { return table->dot(count, x, y); }
void nn_accumulate(size_t count, bool first, const float *x, double *sums) { table->accumulate(count, first, x, sums); }
void nn_round(size_t count, const double *x, float *y) { table->round(count, x, y); }
void nn_add_statistics(size_t columns, const float *x, double *counts, double *sums, float *lowest, float *highest) {
  table->add_statistics(columns, x, counts, sums, lowest, highest);
}
void nn_add_squares(size_t columns, const float *x, const double *centers, double *squares) {
  table->add_squares(columns, x, centers, squares);
}
