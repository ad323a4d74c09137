/* Numbers as almost all of them are written, sixteen characters at a time. */
#ifndef CKERNELS_NUMERALS_H
#define CKERNELS_NUMERALS_H

#include <stddef.h>
#include <stdint.h>

/* Where a row and its fields lie: field f ends before text[ends[f]], and begins one byte after the field before it ends,
 * the first one at text[start]. So many bytes before text can be read too. */
struct nn_fields {
  const uint8_t *text;
  size_t before;
  const uint32_t *ends;
  size_t count, start;
};

/* numbers[i] = the number in fields[i], correctly rounded, up to the first field that is not one of at most 16
 * characters after a minus or none: digits that come to at most 2^53, and perhaps a point among them. Returns how many
 * were read: perhaps none, for a variant may leave all to its caller. */
size_t nn_read_numerals(const struct nn_fields *row, const ptrdiff_t *fields, size_t count, double *numbers);

#endif
