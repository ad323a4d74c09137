/* Matrix products, and what goes with them. Part of loops.h. */

/* rows × (16 · vectors) elements of c, of which the last vector has only `last` columns; all of them are kept in
 * registers over the whole inner dimension. rows, vectors and whether last is 16 are constants wherever this is
 * called, so that the loops unroll and the branches vanish. */
INLINE void tile(size_t rows, size_t vectors, size_t last, size_t k, const float *a, size_t a_row, size_t a_column,
                 const float *b, size_t ldb, const float *bias, float *c, size_t ldc) {
  lanes sum[TILE_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t v = 0; v < vectors; v++) {
    lanes first = bias ? load_some(bias + v * LANES, v + 1 < vectors ? LANES : last) : splat(0);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) sum[i][v] = first;
  }
  for (size_t l = 0; l < k; l++) {
    lanes right[TILE_VECTORS];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      right[v] = load_some(b + l * ldb + v * LANES, v + 1 < vectors ? LANES : last);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) {
      lanes left = splat(a[i * a_row + l * a_column]);
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) sum[i][v] = fused(left, right[v], sum[i][v]);
    }
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      store_some(c + i * ldc + v * LANES, v + 1 < vectors ? LANES : last, sum[i][v]);
}

/* All m rows of a stripe of columns: whole tiles, then what is left of the rows in fours and ones. */
INLINE void stripe(size_t vectors, size_t last, size_t m, size_t k, const float *a, size_t a_row, size_t a_column,
                   const float *b, size_t ldb, const float *bias, float *c, size_t ldc) {
  size_t i = 0;
  for (; i + TILE_ROWS <= m; i += TILE_ROWS)
    tile(TILE_ROWS, vectors, last, k, a + i * a_row, a_row, a_column, b, ldb, bias, c + i * ldc, ldc);
  for (; TILE_ROWS > 4 && i + 4 <= m; i += 4)
    tile(4, vectors, last, k, a + i * a_row, a_row, a_column, b, ldb, bias, c + i * ldc, ldc);
  for (; i < m; i++) tile(1, vectors, last, k, a + i * a_row, a_row, a_column, b, ldb, bias, c + i * ldc, ldc);
}

static void product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                    size_t ldb, const float *bias, float *c, size_t ldc) {
  enum { WIDE = TILE_VECTORS * LANES };
  size_t j = 0;
  for (; j + WIDE <= n; j += WIDE)
    stripe(TILE_VECTORS, LANES, m, k, a, a_row, a_column, b + j, ldb, bias ? bias + j : 0, c + j, ldc);
  for (; j + LANES <= n; j += LANES)
    stripe(1, LANES, m, k, a, a_row, a_column, b + j, ldb, bias ? bias + j : 0, c + j, ldc);
  if (j < n) stripe(1, n - j, m, k, a, a_row, a_column, b + j, ldb, bias ? bias + j : 0, c + j, ldc);
}

static void transpose(size_t rows, size_t columns, const float *x, float *y, size_t ldy) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) y[j * ldy + i] = x[i * columns + j];
}

/* In double precision: the rows may be many, and of one sign. */
static void column_sums(size_t rows, size_t columns, const float *x, size_t ldx, float *sums) {
  for (size_t j = 0; j < columns; j += LANES) {
    size_t n = columns - j < LANES ? columns - j : LANES;
    wide sum = {};
    for (size_t i = 0; i < rows; i++) sum += widened(load_some(x + i * ldx + j, n));
    store_some(sums + j, n, narrowed(sum));
  }
}
