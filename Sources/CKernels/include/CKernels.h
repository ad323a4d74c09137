/* The innermost numeric loops, each compiled for AVX-512, AVX2 with FMA, NEON and plain machines; the best that the
 * processor has is chosen once, before main. See loops.h for what every variant promises: the same bits. */
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/* The variant in use: "avx512", "avx2", "neon" or "plain". The environment variable NN_KERNELS forces one of those
 * that the processor has. "plain" on x86-64 has no fused multiply-add: its last bits differ. */
const char *nn_kernels_name(void);

/* The processors that this process may run on: its affinity mask, as nproc(1) counts them. */
size_t nn_processors(void);

/* Activation codes, as the model file stores them. */
enum {
  NN_IDENTITY = 0,
  NN_SIGMOID = 1,
  NN_TANH = 2,
  NN_RELU = 3,
  NN_LEAKY_RELU = 4,
  NN_ELU = 5,
  NN_SELU = 6,
  NN_GELU = 7,
  NN_SILU = 8,
  NN_SOFTPLUS = 9,
};

/* c (m × n, rows ldc apart) = bias (n, or NULL for 0) + a (m × k) · b (k × n, rows ldb apart).
 * Element (i, l) of a stands at a[i * a_row + l * a_column], so that a transposed operand costs no copy.
 * Each element of c is one chain of fused multiply-adds that begins with the bias and takes l in rising order. */
void nn_product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                size_t ldb, const float *bias, float *c, size_t ldc);

/* y (columns × rows, rows ldy apart) = x (rows × columns), transposed. */
void nn_transpose(size_t rows, size_t columns, const float *x, float *y, size_t ldy);

/* sums (columns) = the sum of the rows of x (rows × columns, rows ldx apart), added from the first row to the last. */
void nn_column_sums(size_t rows, size_t columns, const float *x, size_t ldx, float *sums);

/* y[i] = f(z[i]); y may be z. parameter is the leaky ReLU's slope, or the ELU's alpha. */
void nn_activate(int activation, float parameter, size_t count, const float *z, float *y);

/* delta[i] *= f'(z[i]), where y[i] = f(z[i]). z is read for GELU, SiLU and softplus only: the output determines the
 * derivative of the others. */
void nn_activation_backward(int activation, float parameter, size_t count, const float *z, const float *y,
                            float *delta);

/* Each row of x (rows × columns) becomes its softmax. */
void nn_softmax(size_t rows, size_t columns, float *x);

/* x[i] = e^x[i]; for the tests. */
void nn_exp(size_t count, float *x);

/* parameters[i] -= rate * gradient[i] */
void nn_descend(size_t count, float rate, const float *gradient, float *parameters);

/* One step of Adam (Kingma & Ba 2015, algorithm 1, with the bias corrections folded into two factors):
 *   m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g²;  parameters -= rate m / (sqrt(v) * root + epsilon)
 * where rate already holds 1 / (1 - beta1^t) and root = 1 / sqrt(1 - beta2^t). */
void nn_adam(size_t count, float rate, float root, float beta1, float beta2, float epsilon, const float *gradient,
             float *m, float *v, float *parameters);

#endif
