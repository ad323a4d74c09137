/* The table of loops that each variant fills. */
#ifndef CKERNELS_TABLE_H
#define CKERNELS_TABLE_H

#include "CKernels.h"

struct nn_table {
  const char *name;
  void (*product)(size_t, size_t, size_t, const float *, size_t, size_t, const float *, size_t, const float *,
                  float *, size_t, struct nn_then);
  void (*pack)(size_t, size_t, const float *, float *, size_t);
  void (*pack_transposed)(size_t, size_t, const float *, const ptrdiff_t *, float *, size_t);
  void (*product_of_panels)(size_t, size_t, size_t, const float *, size_t, const float *, size_t, float *, size_t);
  void (*transpose_panels)(size_t, size_t, const float *, size_t, float *, size_t);
  void (*unpack_transposed)(size_t, size_t, const float *, size_t, float *);
  void (*row_sums)(size_t, size_t, const float *, size_t, float *);
  void (*activate)(int, float, size_t, const float *, float *);
  void (*activation_backward)(int, float, size_t, const float *, const float *, float *);
  void (*softmax)(size_t, size_t, const float *, float *);
  void (*exponential)(size_t, float *);
  void (*errors)(int, size_t, float, float, float, const float *, const float *, float *);
  double (*loss_sum)(int, size_t, size_t, float, float, const float *, const float *, const float *, const float *);
  void (*scale_rows)(size_t, size_t, const float *, float *);
  void (*softmax_backward)(size_t, size_t, const float *, float *);
  void (*dropout)(size_t, size_t, float, uint32_t, uint32_t, uint32_t, const float *, float *);
  void (*move)(const struct nn_step *, size_t, const float *, float *, float *, float *, float *);
  void (*descend)(const struct nn_layer *, size_t, const struct nn_errors_rule *, size_t, const ptrdiff_t *,
                  const float *, const float *, const float *, const float *);
  double (*dot)(size_t, const float *, const float *);
  void (*accumulate)(size_t, bool, const float *, double *);
  void (*round)(size_t, const double *, float *);
  void (*add_statistics)(size_t, const float *, double *, double *, float *, float *);
  void (*add_squares)(size_t, const float *, const double *, double *);
};

extern const struct nn_table nn_table_plain;
#if defined(__x86_64__)
extern const struct nn_table nn_table_avx2;
extern const struct nn_table nn_table_avx512;
#endif

#endif
