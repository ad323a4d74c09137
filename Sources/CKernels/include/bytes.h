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

/* A row: where it begins, its fields, the line on which it begins, and the first byte of its line end, 0 where the text
 * ends instead. */
struct nn_row {
  size_t line;
  uint32_t start, first_field, fields;
  uint8_t line_end, has_doubled_quotes;
};

/* A walk over the rows of a text, from text[at] on, where a row begins on a line. */
struct nn_walk {
  const uint8_t *text;
  size_t count;
  uint8_t delimiter;
  const uint64_t *marks; /* of nn_mark_stops */
  size_t most_bytes, most_fields; /* of a row */
  size_t at, line;
  uint32_t *ends; /* where the fields end, so many of them */
  size_t fields;
  struct nn_row *rows; /* with room for so many, of which so many are there */
  size_t room, count_of_rows;
};

/* Takes rows up to the first that holds a quote or NUL, that is empty, too long or too wide, or that ends in anything else
 * than LF or CRLF; at is its place then. */
void nn_take_plain_rows(struct nn_walk *walk);

#endif
