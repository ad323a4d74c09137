/* The article's training in our loop alone: 2-9-6-1, sigmoid, cross-entropy, one record a step, each epoch in another order,
 * nothing measured between. usage: records TABLE EPOCHS; prints "update MEDIAN LEAST", the microseconds of one in the
 * epochs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "CKernels.h"

enum { ROWS = 100000, LAYERS = 3, LANES = 16, MOST = 100000 };
static const size_t sizes[LAYERS + 1] = {2, 9, 6, 1};
static float inputs[ROWS][2], targets[ROWS], rates[ROWS], taken[MOST];
static ptrdiff_t order[ROWS];
static _Alignas(64) float weights[LAYERS][LANES][LANES], back[LAYERS][LANES][LANES], rows[LAYERS][4][LANES];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static float drawn(void) { /* N(0, 1) */
  double u = (rand() + 1.0) / (RAND_MAX + 2.0), v = (rand() + 1.0) / (RAND_MAX + 2.0);
  return (float)(sqrt(-2 * log(u)) * cos(6.283185307179586 * v));
}

static int in_order(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

int main(int count, char **words) {
  FILE *file = count == 3 ? fopen(words[1], "r") : 0;
  char line[256];
  int records = 0, epochs = count == 3 ? atoi(words[2]) : 0;
  if (!file || !fgets(line, sizeof line, file) || epochs < 1 || epochs > MOST) return 1;
  while (records < ROWS && fscanf(file, "%f,%f,%f", &inputs[records][0], &inputs[records][1], &targets[records]) == 3)
    order[records] = records, rates[records] = 0.1f, records++;
  struct nn_layer layers[LAYERS];
  for (size_t i = 0; i < LAYERS; i++) {
    for (size_t unit = 0; unit < sizes[i + 1]; unit++) {
      for (size_t input = 0; input < sizes[i]; input++)
        weights[i][input][unit] = back[i][unit][input] = drawn();
      rows[i][0][unit] = drawn();
    }
    layers[i] = (struct nn_layer){sizes[i], sizes[i + 1], NN_SIGMOID, 0, weights[i][0], i > 0 ? back[i][0] : 0,
                                  rows[i][0], rows[i][1], rows[i][2], rows[i][3]};
  }
  struct nn_errors_rule rule = {NN_DIFFERENCE, 1, 0, 0, false};
  for (int epoch = 0; epoch < epochs; epoch++) {
    for (int i = records - 1; i > 0; i--) {
      int j = rand() % (i + 1);
      ptrdiff_t other = order[i];
      order[i] = order[j], order[j] = other;
    }
    double start = now();
    nn_descend(layers, LAYERS, &rule, (size_t)records, order, rates, inputs[0], targets, 0);
    taken[epoch] = (float)((now() - start) * 1e6 / records);
  }
  qsort(taken, (size_t)epochs, sizeof *taken, in_order);
  printf("update %.4f %.4f\n", taken[epochs / 2], taken[0]);
  return isfinite(rows[0][0][0]) ? 0 : 1;
}
