/* The innermost numeric loops, each compiled for AVX-512, AVX2 with FMA, NEON and plain machines; the best that the
 * processor has is chosen once, before main. See loops.h for what every variant promises: the same bits. */
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "numerals.h"
#include "shortest.h"

/* The variant in use: "avx512", "avx2", "neon" or "plain". The environment variable NN_KERNELS forces one of those
 * that the processor has. "plain" on x86-64 has no fused multiply-add: its last bits differ. */
const char *nn_kernels_name(void);

/* The processors that this process may run on: its affinity mask, as nproc(1) counts them. */
size_t nn_processors(void);

/* Calls work once for each of `pieces` pieces, on up to `threads` threads, of which the caller is one, and
 * returns when all have returned. The others are made once and wait for the next call, awake for 200 microseconds.
 * False, and nothing done, where another call is under way, such as that which this one comes from. */
bool nn_share(size_t threads, size_t pieces, void (*work)(void *context, size_t piece), void *context);

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
  NN_SOFTMAX = 10, /* over all units of a row; nn_softmax and nn_descend alone know it */
};

/* Panels hold a matrix 16 columns at a time, `panel` floats apart: element (l, j) stands at
 * x[j / 16 * panel + l * 16 + j % 16]. There is room beyond the last column, up to the end of its panel. */

/* What is done with the elements c of a product as soon as some of them are there, while the first cache holds them:
 * outputs = f(c), as nn_activate does, or, without outputs, c *= f'(z), as nn_activation_backward does; nothing without y
 * either. All of them lie as c does. */
struct nn_then {
  int activation;
  float parameter;
  float *outputs;
  const float *z, *y;
};

/* c (m × n, in panels) = bias (m, one a row, or NULL for 0) + a (m × k) · b (k × n, in panels); what stands beyond the last
 * columns of b makes what is then beyond those of c.
 * Element (i, l) of a stands at a[i * a_row + l * a_column], so that a transposed operand costs no copy.
 * Each element of c is one chain of fused multiply-adds that begins with the bias and takes l in rising order;
 * `then` follows. */
void nn_product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                size_t panel, const float *bias, float *c, size_t c_panel, struct nn_then then);

/* c (m × n, rows ldc apart) = a (m × k, in panels) · b (k × n, in panels); each element as above. */
void nn_product_of_panels(size_t m, size_t n, size_t k, const float *a, size_t a_panel, const float *b, size_t panel,
                          float *c, size_t ldc);

/* y, in panels as above, = x (rows × columns); 0 beyond its last column. */
void nn_pack(size_t rows, size_t columns, const float *x, float *y, size_t panel);

/* y (columns × rows), in panels as above, = the rows of x (of so many columns) that order names, or its first ones where that
 * is NULL, transposed. */
void nn_pack_transposed(size_t rows, size_t columns, const float *x, const ptrdiff_t *order, float *y, size_t panel);

/* y (columns × rows, in panels) = x (rows × columns, in panels), transposed; 0 beyond its last column. */
void nn_transpose_panels(size_t rows, size_t columns, const float *x, size_t x_panel, float *y, size_t y_panel);

/* y (columns × rows) = x (rows × columns, in panels), transposed. */
void nn_unpack_transposed(size_t rows, size_t columns, const float *x, size_t x_panel, float *y);

/* sums (rows) = the sum of the columns of x (rows × columns, in panels), added in double precision. */
void nn_row_sums(size_t rows, size_t columns, const float *x, size_t panel, float *sums);

/* y[i] = f(z[i]); y may be z. parameter is the leaky ReLU's slope, or the ELU's alpha. */
void nn_activate(int activation, float parameter, size_t count, const float *z, float *y);

/* delta[i] *= f'(z[i]), where y[i] = f(z[i]). z is read for GELU, SiLU and softplus only: the output determines the
 * derivative of the others. */
void nn_activation_backward(int activation, float parameter, size_t count, const float *z, const float *y,
                            float *delta);

/* Each row of y (rows × columns) = the softmax of that of z; y may be z. */
void nn_softmax(size_t rows, size_t columns, const float *z, float *y);

/* x[i] = e^x[i]; for the tests. */
void nn_exp(size_t count, float *x);

/* What a loss makes of an output a and its target t. */
enum {
  NN_DIFFERENCE = 0, /* a - t */
  NN_SIGN = 1,       /* the sign of a - t */
  NN_CLIPPED = 2,    /* a - t between -1 and 1 */
  NN_LIKELIHOOD = 3, /* t (a - 1) */
};

/* delta[i] = scale times the form of outputs[i] and the target t = targets[i] + smoothing (towards - targets[i]). */
void nn_errors(int form, size_t count, float scale, float smoothing, float towards, const float *outputs,
               const float *targets, float *delta);

/* Losses of a logit z, its output a and the target t. */
enum {
  NN_BINARY_LOSS = 0,      /* -(t ln a + (1 - t) ln(1 - a)), a being the sigmoid of z */
  NN_CATEGORICAL_LOSS = 1, /* -t ln a, a being the softmax of the row's z */
  NN_LIKELIHOOD_LOSS = 2,  /* -t ln a, a being the sigmoid of z */
  NN_SQUARED_LOSS = 3,     /* (a - t)² */
  NN_ABSOLUTE_LOSS = 4,    /* |a - t| */
  NN_HUBER_LOSS = 5,       /* ½ (a - t)² up to a distance of 1, |a - t| - ½ beyond */
};

/* The sum of the losses of all elements (rows × columns), each times the weight of its row unless weights is NULL; the
 * targets are smoothed as above. In double precision; a logarithm or exponential is off by at most 2e-11 of it. */
double nn_loss_sum(int loss, size_t rows, size_t columns, float smoothing, float towards, const float *logits,
                   const float *outputs, const float *targets, const float *weights);

/* Row i of x (rows × columns) times factors[i]. */
void nn_scale_rows(size_t rows, size_t columns, const float *factors, float *x);

/* Each row d of delta (rows × columns) becomes p (d - sum of d p), where p is the row of outputs, a softmax. */
void nn_softmax_backward(size_t rows, size_t columns, const float *outputs, float *delta);

/* y (i, j) = 0 with probability rate, else x (i, j) / (1 - rate), in panels (rows × columns) that follow each other; y may be
 * x. The choice depends on key, step and (first + j) rows + i alone (Philox2x32-7 by Salmon et al. 2011). */
void nn_dropout(size_t rows, size_t columns, float rate, uint32_t key, uint32_t step, uint32_t first, const float *x,
                float *y);

/* The rules by which a gradient g moves a parameter p, as PyTorch defines them. */
enum {
  NN_DESCENT = 0,  /* p -= rate g */
  NN_MOMENTUM = 1, /* b = momentum b + intake g;  p -= rate b */
  NN_NESTEROV = 2, /* b as above;  p -= rate (g + momentum b) */
  NN_ADAM = 3,     /* m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g²;  p -= rate m / (sqrt(v) root + epsilon) */
  NN_RMSPROP = 4,  /* v = beta2 v + (1 - beta2) g²;  p -= rate g / (sqrt(v) + epsilon) */
  NN_ADAGRAD = 5,  /* v += g²;  p -= rate g / (sqrt(v) + epsilon) */
};

/* The numbers of one step. In Adam rate already holds 1 / (1 - beta1^t), and root is 1 / sqrt(1 - beta2^t). */
struct nn_step {
  int rule;
  float rate, scale, l1, l2, decay, momentum, intake, beta1, beta2, epsilon, root;
};

/* One step against g = scale gradient + l2 p + l1 sign(p), after p is multiplied by decay. The moments, each of count
 * elements: b of momentum and Nesterov; m, v and the largest v or NULL (AMSGrad) of Adam; v, b or NULL (momentum: then
 * b = momentum b + g / (sqrt(v) + epsilon), p -= rate b), the mean of g or NULL (centred: v less its square) of RMSprop;
 * v of Adagrad. A parameter or moment below 2^-100 becomes 0: it counts in no sum any more. */
void nn_move(const struct nn_step *step, size_t count, const float *gradient, float *first, float *second,
             float *third, float *parameters);

/* A layer that learns record by record. Rows are of 16 floats, or as many times that as they need; what is beyond the last
 * element, of rows and of panels, is 0 and stays so. */
struct nn_layer {
  size_t inputs, units;
  int activation;
  float parameter;
  float *weights;                  /* panels, inputs × units */
  float *back;                     /* the same transposed, panels, units × inputs; not for the first layer */
  float *biases;                   /* a row of units */
  float *logits, *outputs, *delta; /* a row of units each, of the record under way */
};

/* How the derivative by the logits of the last layer comes from its outputs: see nn_errors; through_activation tells
 * whether the activation's derivative has to be multiplied in. */
struct nn_errors_rule {
  int form;
  float scale, smoothing, towards;
  bool through_activation;
};

/* One step of gradient descent for each of some records, those of `order`, at its own rate. inputs, targets and weights (one
 * a record, or NULL) have a row for every record of the table. A parameter comes out as it would of the functions above,
 * for a batch of one row, with NN_DESCENT. */
void nn_descend(const struct nn_layer *layers, size_t count, const struct nn_errors_rule *rule, size_t records,
                const ptrdiff_t *order, const float *rates, const float *inputs, const float *targets,
                const float *weights);

/* The sum of x[i] y[i], in double precision. */
double nn_dot(size_t count, const float *x, const float *y);

/* sums[i] += x[i], or = x[i] where they are the first. */
void nn_accumulate(size_t count, bool first, const float *x, double *sums);

/* y[i] = x[i], rounded. */
void nn_round(size_t count, const double *x, float *y);

/* Adds a row x to what is known of its columns: how many of their numbers are not NaN, the sum of these, the lowest and
 * the highest. */
void nn_add_statistics(size_t columns, const float *x, double *counts, double *sums, float *lowest, float *highest);

/* squares[i] += (x[i] - centers[i])², unless that is NaN. */
void nn_add_squares(size_t columns, const float *x, const double *centers, double *squares);

#endif
