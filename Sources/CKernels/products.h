/* Matrix products, and what goes with them. Part of loops.h. */

/* The right operand comes in panels: 16 columns each, a panel's rows one after another, so that a tile reads it in one
 * go. A tile runs over DEPTH terms at most, so that what it reads of the left operand stays in the first cache while
 * BREADTH columns of panels pass by, which stay in the second: BREADTH is of a variant, for what its machines have. */
enum { DEPTH = 320 };
enum {
  MOST_ROWS = TALL_ROWS > WIDE_ROWS ? TALL_ROWS : WIDE_ROWS,
  MOST_VECTORS = TALL_VECTORS > WIDE_VECTORS ? TALL_VECTORS : WIDE_VECTORS,
};

/* Where the left operand lies: element (i, l) at at[i * row + l % 16 * column + l / 16 * block]; and what is to be read after
 * it from further away, if anything, into the second cache: 16 lines, `line` apart, for each 16 terms, those of the next 16
 * terms `next` on. A tile fetches `lines` of each 16, so that no tile has to wait for many. The first tile of a strip is
 * `first` to read the operand itself. */
struct left {
  const float *at;
  size_t row, column, block;
  const float *ahead;
  size_t line, next, lines;
  bool first;
};

/* rows × (16 · vectors) elements of c, of which the last vector has only `last` columns; all of them are kept in
 * registers over the k terms. They go on from what c holds, or begin with the bias of their row. A vector of c lies at
 * c + i * c_row + v * c_vector. rows, vectors and whether last is 16 are constants wherever this is called, so that the
 * loops unroll and the branches vanish. What is needed soon is fetched meanwhile. */
INLINE void tile(size_t rows, size_t vectors, size_t last, size_t k, struct left a, const float *b, size_t panel,
                 bool goes_on, const float *bias, float *c, size_t c_row, size_t c_vector) {
  lanes sum[MOST_ROWS][MOST_VECTORS];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++) {
    lanes first = splat(bias ? bias[i] : 0);
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      sum[i][v] = goes_on ? load_some(c + i * c_row + v * c_vector, v + 1 < vectors ? LANES : last) : first;
  }
  for (size_t from = 0; from < k; from += LANES, a.at += a.block, b += LANES * LANES) {
    size_t terms = k - from < LANES ? k - from : LANES;
    if (from / LANES < rows) { /* of the strip that comes next */
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) __builtin_prefetch(c + (rows + from / LANES) * c_row + v * c_vector, 0, 2);
    }
    if (a.first && a.column >= LANES && k - from > LANES) { /* where every term is on a line of its own */
#pragma clang loop unroll(full)
      for (size_t l = 0; l < LANES; l++) __builtin_prefetch(a.at + a.block + l * a.column);
    }
    if (a.ahead) {
      for (size_t i = 0; i < a.lines; i++) __builtin_prefetch(a.ahead + i * a.line, 0, 2);
      a.ahead += a.next;
    }
    for (size_t l = 0; l < terms; l++) {
      lanes right[MOST_VECTORS];
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) right[v] = load(b + v * panel + l * LANES);
#pragma clang loop unroll(full)
      for (size_t i = 0; i < rows; i++) {
        lanes left = splat(a.at[i * a.row + l * a.column]);
#pragma clang loop unroll(full)
        for (size_t v = 0; v < vectors; v++) sum[i][v] = fused(left, right[v], sum[i][v]);
      }
    }
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      store_some(c + i * c_row + v * c_vector, v + 1 < vectors ? LANES : last, sum[i][v]);
}

/* n columns of some rows: tiles of so many vectors, as long as they fit, then one that is cut. */
INLINE void strip(size_t rows, size_t vectors, size_t n, size_t k, struct left a, const float *b, size_t panel,
                  bool goes_on, const float *bias, float *c, size_t c_row, size_t c_vector) {
  const size_t tiles = (n + vectors * LANES - 1) / (vectors * LANES);
  a.lines = (LANES + tiles - 1) / tiles;
  const size_t fetched = a.ahead ? a.lines * a.line : 0;
  size_t j = 0;
  a.first = true;
#define TILE(vectors, last)                                                                                         \
  tile(rows, vectors, last, k, a, b + j / LANES * panel, panel, goes_on, bias, c + j / LANES * c_vector, c_row, c_vector)
  for (; j + vectors * LANES <= n; j += vectors * LANES, a.ahead += fetched, a.first = false) TILE(vectors, LANES);
  size_t rest = n - j;
  if (vectors > 2 && rest > 2 * LANES) TILE(3, rest - 2 * LANES);
  else if (vectors > 1 && rest > LANES) TILE(2, rest - LANES);
  else if (rest > 0) TILE(1, rest);
#undef TILE
}

/* All rows in strips of `most`, then in fewer. STRIP(rows) does those from i on. */
#define IN_STRIPS(m, most)                                   \
  for (; i + (most) <= (m); i += (most)) STRIP(most);        \
  for (; (most) > 8 && i + 8 <= (m); i += 8) STRIP(8);       \
  for (; (most) > 4 && i + 4 <= (m); i += 4) STRIP(4);       \
  for (; (most) > 2 && i + 2 <= (m); i += 2) STRIP(2);       \
  for (; i < (m); i++) STRIP(1)

/* How much of all to take at a time where `most` is the limit: parts as equal as whole units make them. */
INLINE size_t equal_part(size_t all, size_t most, size_t unit) {
  size_t parts = (all + most - 1) / most;
  return parts < 2 ? most : ((all + parts - 1) / parts + unit - 1) / unit * unit;
}

/* What follows where `count` elements of so many panels of c are there, those from `at` on in the first. */
static void follow(struct nn_then then, size_t count, size_t panels, float *c, size_t c_panel, size_t at) {
  for (; panels > 0; panels--, at += c_panel) {
    if (then.outputs) activate(then.activation, then.parameter, count, c + at, then.outputs + at);
    else activation_backward(then.activation, then.parameter, count, then.z + at, then.y + at, c + at);
  }
}

/* Into panels. */
static void product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_column, const float *b,
                    size_t panel, const float *bias, float *c, size_t c_panel, struct nn_then then) {
  /* Rows whose elements lie a page apart are copied, several strips at a time: what is fetched with each is used. Those that
   * begin a page apart are where several tiles read them. What is copied next is fetched while these are multiplied. */
  enum { FAR = 4096 / sizeof(float), APART = DEPTH + LANES, GROUP = 4 * TALL_ROWS };
  _Alignas(64) float copy[GROUP * APART];
  /* The columns beyond the last one, up to the end of its panel, come along. */
  n = (n + LANES - 1) / LANES * LANES;
  const size_t columns_at_once = equal_part(n, BREADTH, TALL_VECTORS * LANES);
  const size_t terms_at_once = equal_part(k, DEPTH, LANES);
  for (size_t j = 0; j < n; j += columns_at_once) {
    size_t width = n - j < columns_at_once ? n - j : columns_at_once;
    for (size_t l = 0; l == 0 || l < k; l += terms_at_once) {
      size_t depth = k - l < terms_at_once ? k - l : terms_at_once, i = 0;
#define STRIP_OF(rows, ...)                                                                                       \
  do {                                                                                                            \
    strip(rows, TALL_VECTORS, width, depth, (struct left){__VA_ARGS__}, b + j / LANES * panel + l * LANES, panel, \
          l > 0, bias ? bias + i : 0, c + j / LANES * c_panel + i * LANES, LANES, c_panel);                       \
    if ((then.outputs || then.y) && l + depth == k)                                                               \
      follow(then, (rows) * LANES, width / LANES, c, c_panel, j / LANES * c_panel + i * LANES);                   \
  } while (0)
      while (a_column >= FAR && a_row == 1 && i + GROUP <= m) {
        for (size_t t = 0; t < depth; t++)
          for (size_t r = 0; r < GROUP; r += TALL_ROWS)
            memcpy(copy + r * DEPTH + t * TALL_ROWS, a + i + r + (l + t) * a_column, TALL_ROWS * sizeof *copy);
        const float *next = a + i + GROUP + l * a_column; /* each strip fetches one line of its rows */
        for (size_t r = 0; r < GROUP; r += TALL_ROWS, i += TALL_ROWS, next += LANES)
          STRIP_OF(TALL_ROWS, copy + r * DEPTH, 1, TALL_ROWS, TALL_ROWS * LANES, next, a_column, a_column * LANES);
      }
      for (; a_row >= FAR && a_column == 1 && width > TALL_VECTORS * LANES && i + TALL_ROWS <= m; i += TALL_ROWS) {
        for (size_t r = 0; r < TALL_ROWS; r++)
          memcpy(copy + r * APART, a + (i + r) * a_row + l, depth * sizeof *copy);
        STRIP_OF(TALL_ROWS, copy, APART, 1, LANES, a + (i + TALL_ROWS) * a_row + l, a_row, LANES);
      }
#define STRIP(rows) STRIP_OF(rows, a + i * a_row + l * a_column, a_row, a_column, a_column * LANES, 0, 0, 0)
      IN_STRIPS(m, TALL_ROWS);
#undef STRIP
#undef STRIP_OF
    }
  }
}

/* Of a left operand in panels, into rows. */
static void product_of_panels(size_t m, size_t n, size_t k, const float *a, size_t a_panel, const float *b,
                              size_t panel, float *c, size_t ldc) {
  _Alignas(64) float copy[WIDE_ROWS * DEPTH];
  const size_t columns_at_once = equal_part(n, BREADTH, WIDE_VECTORS * LANES);
  const size_t terms_at_once = equal_part(k, DEPTH, LANES);
  for (size_t j = 0; j < n; j += columns_at_once) {
    size_t width = n - j < columns_at_once ? n - j : columns_at_once;
    for (size_t l = 0; l == 0 || l < k; l += terms_at_once) {
      size_t depth = k - l < terms_at_once ? k - l : terms_at_once, i = 0;
      const float *left = a + l / LANES * a_panel;
#define STRIP_OF(rows, ...)                                                                                      \
  strip(rows, WIDE_VECTORS, width, depth, (struct left){__VA_ARGS__}, b + j / LANES * panel + l * LANES, panel, \
        l > 0, 0, c + i * ldc + j, ldc, LANES)
      /* Its blocks often lie whole pages apart, and would then drive each other out of the first cache. */
      for (; width > WIDE_VECTORS * LANES && i + WIDE_ROWS <= m; i += WIDE_ROWS) {
        for (size_t t = 0; t < depth; t += LANES)
          memcpy(copy + t * WIDE_ROWS, left + t / LANES * a_panel + i * LANES, WIDE_ROWS * LANES * sizeof *copy);
        STRIP_OF(WIDE_ROWS, copy, LANES, 1, WIDE_ROWS * LANES, 0, 0, 0);
      }
#define STRIP(rows) STRIP_OF(rows, left + i * LANES, LANES, 1, a_panel, 0, 0, 0)
      IN_STRIPS(m, WIDE_ROWS);
#undef STRIP
#undef STRIP_OF
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

static void pack_transposed(size_t rows, size_t columns, const float *x, const ptrdiff_t *order, float *y,
                            size_t panel) {
  for (size_t i = 0; i < rows; i += LANES, y += panel) {
    size_t height = rows - i < LANES ? rows - i : LANES;
#define ROW(r) (x + (order ? (size_t)order[i + (r)] : i + (r)) * columns)
    if (columns < LANES / 4) { /* a square would be almost empty */
      for (size_t r = 0; r < LANES; r++)
        for (size_t j = 0; j < columns; j++) y[j * LANES + r] = r < height ? ROW(r)[j] : 0;
      continue;
    }
    for (size_t j = 0; j < columns; j += LANES) {
      size_t width = columns - j < LANES ? columns - j : LANES;
      lanes square[LANES];
      for (size_t r = 0; r < LANES; r++) square[r] = r < height ? load_some(ROW(r) + j, width) : splat(0);
      transpose_square(square);
      for (size_t r = 0; r < width; r++) store(y + (j + r) * LANES, square[r]);
    }
#undef ROW
  }
}

/* 16 rows, or the last ones, of a panel, transposed: its columns. */
INLINE void columns_of_panel(size_t rows, const float *x, lanes square[LANES]) {
  for (size_t r = 0; r < LANES; r++) square[r] = r < rows ? load(x + r * LANES) : splat(0);
  transpose_square(square);
}

/* Runs `body` for 16 × 16 elements of panels, or the last ones: `height` rows from i on, `width` columns from j on, which
 * are in square. */
#define OVER_SQUARES(rows, columns, x, x_panel, body)                                                        \
  for (size_t j = 0; j < (columns); j += LANES)                                                              \
    for (size_t i = 0; i < (rows); i += LANES) {                                                             \
      size_t height = (rows) - i < LANES ? (rows) - i : LANES, width = (columns) - j < LANES ? (columns) - j : LANES; \
      lanes square[LANES];                                                                                   \
      columns_of_panel(height, (x) + j / LANES * (x_panel) + i * LANES, square);                             \
      body                                                                                                   \
    }

static void transpose_panels(size_t rows, size_t columns, const float *x, size_t x_panel, float *y, size_t y_panel) {
  OVER_SQUARES(rows, columns, x, x_panel, {
    for (size_t r = 0; r < width; r++) store(y + i / LANES * y_panel + (j + r) * LANES, square[r]);
  })
}

static void unpack_transposed(size_t rows, size_t columns, const float *x, size_t x_panel, float *y) {
  if (rows == 1) {
    OVER(columns, store_some(y + i, n, load(x + i / LANES * x_panel)););
    return;
  }
  OVER_SQUARES(rows, columns, x, x_panel, {
    for (size_t r = 0; r < width; r++) store_some(y + (j + r) * rows + i, height, square[r]);
  })
}

/* In double precision: the columns may be many, and of one sign. */
static void row_sums(size_t rows, size_t columns, const float *x, size_t panel, float *sums) {
  for (size_t i = 0; i < rows; i += LANES) {
    size_t height = rows - i < LANES ? rows - i : LANES;
    wide sum = {};
    for (size_t j = 0; j < columns; j += LANES) {
      lanes square[LANES];
      columns_of_panel(height, x + j / LANES * panel + i * LANES, square);
      for (size_t r = 0; r < LANES && j + r < columns; r++) sum += widened(square[r]);
    }
    store_some(sums + i, height, narrowed(sum));
  }
}
