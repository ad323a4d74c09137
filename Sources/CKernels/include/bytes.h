/* The innermost loops over the bytes of a table, 64 at a time. Every variant gives the same answers. */
#ifndef CKERNELS_BYTES_H
#define CKERNELS_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* marks ((count + 63) / 64 words): bit i % 64 of word i / 64 is set where bytes[i] is the delimiter, a quote, CR, LF
 * or NUL, the bytes at which a reader of rows has to look; all other bits are 0. */
void nn_mark_stops(const uint8_t *bytes, size_t count, uint8_t delimiter, uint64_t *marks);

/* What is known of the bytes before a place, for the search for a line end that ends a row: one that stands behind an
 * even number of quotes. All 0 at the beginning of a row. */
struct nn_row_search {
  size_t end;       /* one past the last line end that ends a row; 0 where there is none */
  size_t end_lines; /* the line ends up to there, those in quotes too */
  size_t lines;     /* the line ends up to the place; CRLF is one */
  uint8_t is_in_quotes, is_after_return;
};

/* Takes the search from bytes[from] to bytes[to]. */
void nn_search_rows(const uint8_t *bytes, size_t from, size_t to, struct nn_row_search *search);

#endif
