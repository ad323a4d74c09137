/* Numbers as almost all of them are written, sixteen characters at a time. */
#ifndef CKERNELS_NUMERALS_H
#define CKERNELS_NUMERALS_H

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

/* Rows of a text and their fields: field f of a row ends before text[ends[first_field + f]], and begins one byte after
 * the field before it ends, the first one at text[start]. So many bytes before text can be read too. */
struct nn_fields {
  const uint8_t *text;
  size_t before;
  const uint32_t *ends;
  const struct nn_row *rows;
  size_t count_of_rows;
};

/* numbers (rows x count) = the numbers in fields[0], fields[1] ... of each row, all of which have the same number of
 * fields, correctly rounded: up to the first field that is not one of at most 16 characters after a minus or none,
 * digits that come to at most 2^53 and perhaps a point among them, not the last. Returns how many were read: perhaps
 * none, for a variant may leave all to its caller. */
size_t nn_read_numerals(const struct nn_fields *rows, const ptrdiff_t *fields, size_t count, double *numbers);

#endif
