/* How fast the products are, in GFLOP/s: products THREADS COUNT ROWS COLUMNS TERMS. Prints the best of COUNT tries, and the
 * median of the shares of the peak in those during which the peak, measured before and after, stayed the same to 3 % (0 if
 * it never did), for the way forward (a layer's weights times a batch), the way back (the same transposed), and the gradient (two operands in
 * panels), each result shared among the threads as the library shares it: by panels of columns, or by rows, of which a
 * piece has 32 or 16, but one piece or two a thread where an operand is larger than a cache. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CKernels.h"
#include "peak.h"

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
  nn_product(m, width, k, left, k, 1, right + j * k * LANES, k * LANES, bias, result + j * m * LANES, m * LANES, (struct nn_then){0});
  (void)nothing;
}

static void back(void *nothing, size_t piece) {
  size_t j = piece * width_of_piece / LANES, width = least(n - j * LANES, width_of_piece);
  nn_product(m, width, k, turned, 1, m, right + j * k * LANES, k * LANES, 0, result + j * m * LANES, m * LANES, (struct nn_then){0});
  (void)nothing;
}

static void gradient(void *nothing, size_t piece) {
  size_t i = piece * height_of_piece, height = least(m - i, height_of_piece);
  nn_product_of_panels(height, n, k, panels + i * LANES, m * LANES, right, k * LANES, rows + i * n, n);
  (void)nothing;
}

static void share(size_t threads, size_t pieces, void (*work)(void *, size_t), void *given) {
  if (threads > 1) nn_share(threads, pieces, work, given);
  else for (size_t piece = 0; piece < pieces; piece++) work(given, piece);
}

static void multiply_and_add_some(void *operations, size_t piece) {
  ((double *)operations)[piece] = multiply_and_add(100000);
}

static double peak(size_t threads) {
  double operations[threads], start = now();
  share(threads, threads, multiply_and_add_some, operations);
  return operations[0] * (double)threads / (now() - start) / 1e9;
}

static int in_order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(const char *name, size_t threads, int tries, size_t pieces, void (*work)(void *, size_t)) {
  double best = 0, operations = 2.0 * (double)m * (double)n * (double)k, shares[tries];
  int turns = (int)(4e8 / operations) + 1;
  size_t calm = 0;
  for (int i = 0; i < tries; i++) {
    double before = peak(threads), start = now();
    for (int turn = 0; turn < turns; turn++) share(threads, pieces, work, 0);
    double found = operations * turns / (now() - start) / 1e9;
    double after = peak(threads);
    if (after > 0.97 * before && before > 0.97 * after) shares[calm++] = 2 * found / (before + after);
    if (found > best) best = found;
  }
  qsort(shares, calm, sizeof *shares, in_order);
  printf("%s %.1f %.3f\n", name, best, calm > 0 ? shares[calm / 2] : 0);
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
  measure("forward", threads, tries, by_columns, forward);
  measure("back", threads, tries, by_columns, back);
  measure("gradient", threads, tries, by_rows, gradient);
}
