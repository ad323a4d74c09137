/* Matrix products, and what goes with them. Part of loops.h. */

/* The right operand comes in panels: 16 columns each, a panel's rows one after another, so that a tile reads it in one
 * go. A tile runs over DEPTH terms at most, so that what it reads of the left operand stays in the first cache while
 * BREADTH columns of panels pass by, which stay in the second. */
enum { DEPTH = 256, BREADTH = 768 };

/* rows × (16 · vectors) elements of c, of which the last vector has only `last` columns; all of them are kept in
 * registers over the k terms. They go on from what c holds, or begin with the bias. rows, vectors and whether last is 16
 * are constants wherever this is called, so that the loops unroll and the branches vanish. */
INLINE void tile(size_t rows, size_t vectors, size_t last, size_t k, const float *a, size_t a_row, size_t a_column,
                 const float *b, size_t panel, bool goes_on, const float *bias, float *c, size_t ldc) {
  lanes sum[TILE_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t v = 0; v < vectors; v++) {
    size_t n = v + 1 < vectors ? LANES : last;
    lanes first = bias ? load_some(bias + v * LANES, n) : splat(0);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) sum[i][v] = goes_on ? load_some(c + i * ldc + v * LANES, n) : first;
  }
  for (size_t l = 0; l < k; l++) {
    lanes right[TILE_VECTORS];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) right[v] = load(b + v * panel + l * LANES);
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

/* n columns of some rows: the widest tiles that fit, then one that is cut. */
INLINE void strip(size_t rows, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                  size_t panel, bool goes_on, const float *bias, float *c, size_t ldc) {
  enum { WIDE = TILE_VECTORS * LANES };
  size_t j = 0;
#define TILE(vectors, last)                                                                                     \
  tile(rows, vectors, last, k, a, a_row, a_column, b + j / LANES * panel, panel, goes_on, bias ? bias + j : 0, \
       c + j, ldc)
  for (; j + WIDE <= n; j += WIDE) TILE(TILE_VECTORS, LANES);
  size_t rest = n - j;
  if (TILE_VECTORS > 2 && rest > 2 * LANES) TILE(3, rest - 2 * LANES);
  else if (TILE_VECTORS > 1 && rest > LANES) TILE(2, rest - LANES);
  else if (rest > 0) TILE(1, rest);
#undef TILE
}

static void product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                    size_t panel, const float *bias, float *c, size_t ldc) {
  /* What lies a page apart costs more than to copy it, where several tiles read it. */
  enum { FAR = 4096 / sizeof(float), APART = DEPTH + LANES };
  _Alignas(64) float copy[TILE_ROWS * APART];
  for (size_t j = 0; j < n; j += BREADTH) {
    size_t width = n - j < BREADTH ? n - j : BREADTH;
    bool copies = width > 4 * LANES && (a_row >= FAR || a_column >= FAR);
    for (size_t l = 0; l == 0 || l < k; l += DEPTH) {
      size_t depth = k - l < DEPTH ? k - l : DEPTH;
      const float *right = b + j / LANES * panel + l * LANES, *first = bias ? bias + j : 0;
#define STRIP(rows, x, row, column) \
  strip(rows, width, depth, x, row, column, right, panel, l > 0, first, c + i * ldc + j, ldc)
      size_t i = 0;
      for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
        const float *left = a + i * a_row + l * a_column;
        if (!copies) {
          STRIP(TILE_ROWS, left, a_row, a_column);
        } else if (a_column == 1) {
          for (size_t r = 0; r < TILE_ROWS; r++) memcpy(copy + r * APART, left + r * a_row, depth * sizeof *copy);
          STRIP(TILE_ROWS, copy, APART, 1);
        } else {
          for (size_t t = 0; t < depth; t++)
            for (size_t r = 0; r < TILE_ROWS; r++) copy[t * TILE_ROWS + r] = left[r * a_row + t * a_column];
          STRIP(TILE_ROWS, copy, 1, TILE_ROWS);
        }
      }
      for (; TILE_ROWS > 4 && i + 4 <= m; i += 4) STRIP(4, a + i * a_row + l * a_column, a_row, a_column);
      for (; i < m; i++) STRIP(1, a + i * a_row + l * a_column, a_row, a_column);
#undef STRIP
    }
  }
}

/* ---- Panels ---- */

static void pack(size_t rows, size_t columns, const float *x, float *y, size_t panel) {
  for (size_t j = 0; j < columns; j += LANES) {
    size_t n = columns - j < LANES ? columns - j : LANES;
    for (size_t i = 0; i < rows; i++) store(y + j / LANES * panel + i * LANES, load_some(x + i * columns + j, n));
  }
}

/* Transposes a square: the blocks beside its diagonal change places, then those of each half, down to single lanes. */
INLINE void transpose_square(lanes x[LANES]) {
#define SWAP(size, upper, lower)                                     \
  for (size_t i = 0; i < LANES; i++)                                 \
    if (!(i & size)) {                                               \
      lanes a = x[i], b = x[i + size];                               \
      x[i] = __builtin_shufflevector(a, b, LANES_OF upper);          \
      x[i + size] = __builtin_shufflevector(a, b, LANES_OF lower);   \
    }
#define LANES_OF(...) __VA_ARGS__
#pragma clang loop unroll(full)
  SWAP(8, (0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
       (8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
#pragma clang loop unroll(full)
  SWAP(4, (0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27),
       (4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31))
#pragma clang loop unroll(full)
  SWAP(2, (0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29),
       (2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31))
#pragma clang loop unroll(full)
  SWAP(1, (0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30),
       (1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31))
#undef SWAP
#undef LANES_OF
}

static void pack_transposed(size_t rows, size_t columns, const float *x, float *y, size_t panel) {
  for (size_t i = 0; i < rows; i += LANES, y += panel)
    for (size_t j = 0; j < columns; j += LANES) {
      size_t height = rows - i < LANES ? rows - i : LANES, width = columns - j < LANES ? columns - j : LANES;
      lanes square[LANES];
      for (size_t r = 0; r < LANES; r++)
        square[r] = r < height ? load_some(x + (i + r) * columns + j, width) : splat(0);
      transpose_square(square);
      for (size_t r = 0; r < width; r++) store(y + (j + r) * LANES, square[r]);
    }
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
