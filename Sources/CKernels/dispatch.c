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
                size_t ldb, const float *bias, float *c, size_t ldc) {
  table->product(m, n, k, a, a_row, a_column, b, ldb, bias, c, ldc);
}
void nn_transpose(size_t rows, size_t columns, const float *x, float *y, size_t ldy) {
  table->transpose(rows, columns, x, y, ldy);
}
void nn_column_sums(size_t rows, size_t columns, const float *x, size_t ldx, float *sums) {
  table->column_sums(rows, columns, x, ldx, sums);
}
void nn_activate(int activation, float parameter, size_t count, const float *z, float *y) {
  table->activate(activation, parameter, count, z, y);
}
void nn_activation_backward(int activation, float parameter, size_t count, const float *z, const float *y,
                            float *delta) {
  table->activation_backward(activation, parameter, count, z, y, delta);
}
void nn_softmax(size_t rows, size_t columns, float *x) { table->softmax(rows, columns, x); }
void nn_exp(size_t count, float *x) { table->exponential(count, x); }
void nn_descend(size_t count, float rate, const float *gradient, float *parameters) {
  table->descend(count, rate, gradient, parameters);
}
void nn_adam(size_t count, float rate, float root, float beta1, float beta2, float epsilon, const float *gradient,
             float *m, float *v, float *parameters) {
  table->adam(count, rate, root, beta1, beta2, epsilon, gradient, m, v, parameters);
}
