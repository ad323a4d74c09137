/* What is to be known of columns of numbers, some of which are missing. Part of loops.h. */

static void add_statistics(size_t columns, const float *restrict x, double *restrict counts, double *restrict sums,
                           float *restrict lowest, float *restrict highest) {
  for (size_t i = 0; i < columns; i++) {
    bool is_there = x[i] == x[i];
    counts[i] += is_there ? 1 : 0;
    sums[i] += is_there ? x[i] : 0;
    lowest[i] = x[i] < lowest[i] ? x[i] : lowest[i];
    highest[i] = x[i] > highest[i] ? x[i] : highest[i];
  }
}

static void add_squares(size_t columns, const float *restrict x, const double *restrict centers,
                        double *restrict squares) {
  for (size_t i = 0; i < columns; i++) {
    double distance = x[i] - centers[i], square = distance * distance;
    squares[i] += square == square ? square : 0;
  }
}
