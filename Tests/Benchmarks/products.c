/* How fast the products are, in GFLOP/s: products THREADS COUNT ROWS COLUMNS TERMS. Prints the best of COUNT tries for the
 * way forward (a layer's weights times a batch), the way back (the same transposed), and the gradient (two operands in
 * panels), each result shared among the threads as the library shares it: by panels of columns, or by rows, of which a
 * piece has 32 or 16, but one piece or two a thread where an operand is larger than a cache. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CKernels.h"

enum { LANES = 16, MORE = 64 };

static size_t m, n, k, width_of_piece, height_of_piece;
static float *left, *turned, *panels, *right, *bias, *result, *rows;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static float *some(size_t count) {
  float *x = aligned_alloc(64, (count + MORE) / LANES * 64 + 64);
  for (size_t i = 0; i < count; i++) x[i] = (float)(rand() % 1000) / 1000 - 0.5f;
  return x;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void forward(void *nothing, size_t piece) {
  size_t j = piece * width_of_piece / LANES, width = least(n - j * LANES, width_of_piece);
  nn_product(m, width, k, left, k, 1, right + j * k * LANES, k * LANES, bias, result + j * m * LANES, m * LANES);
  (void)nothing;
}

static void back(void *nothing, size_t piece) {
  size_t j = piece * width_of_piece / LANES, width = least(n - j * LANES, width_of_piece);
  nn_product(m, width, k, turned, 1, m, right + j * k * LANES, k * LANES, 0, result + j * m * LANES, m * LANES);
  (void)nothing;
}

static void gradient(void *nothing, size_t piece) {
  size_t i = piece * height_of_piece, height = least(m - i, height_of_piece);
  nn_product_of_panels(height, n, k, panels + i * LANES, m * LANES, right, k * LANES, rows + i * n, n);
  (void)nothing;
}

static double best(size_t threads, int count, size_t pieces, void (*work)(void *, size_t)) {
  double best = 0, operations = 2.0 * (double)m * (double)n * (double)k;
  int turns = (int)(1e8 / operations) + 1;
  for (int i = 0; i < count; i++) {
    double start = now();
    for (int turn = 0; turn < turns; turn++)
      if (threads > 1) nn_share(threads, pieces, work, 0);
      else for (size_t piece = 0; piece < pieces; piece++) work(0, piece);
    double rate = operations * turns / (now() - start) / 1e9;
    if (rate > best) best = rate;
  }
  return best;
}

int main(int count, char **told) {
  if (count != 6) return 2;
  size_t threads = strtoul(told[1], 0, 10);
  int tries = atoi(told[2]);
  m = strtoul(told[3], 0, 10), n = strtoul(told[4], 0, 10), k = strtoul(told[5], 0, 10);
  size_t columns = (n + LANES - 1) / LANES * LANES, terms = (k + LANES - 1) / LANES * LANES;
  left = some(m * k), turned = some(m * k), panels = some(m * terms), right = some(columns * k), bias = some(m);
  result = some(m * columns), rows = some(m * n);
  bool is_large = k * (m > n ? m : n) > 1 << 18;
  width_of_piece = is_large ? least((n / threads + LANES - 1) / LANES * LANES, 512) : 2 * LANES;
  height_of_piece = is_large ? least((m / threads / 2 + 7) / 8 * 8, 512) : LANES;
  size_t by_columns = (n + width_of_piece - 1) / width_of_piece, by_rows = (m + height_of_piece - 1) / height_of_piece;
  printf("forward %.1f\n", best(threads, tries, by_columns, forward));
  printf("back %.1f\n", best(threads, tries, by_columns, back));
  printf("gradient %.1f\n", best(threads, tries, by_rows, gradient));
}
