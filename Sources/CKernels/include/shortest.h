/* The shortest decimal text that reads back to a floating-point number, and of those the one nearest to it. */
#ifndef CKERNELS_SHORTEST_H
#define CKERNELS_SHORTEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest text of a float and of a double, and what may be written beyond the end of any text. */
enum { NN_FLOAT_TEXT = 18, NN_DOUBLE_TEXT = 24, NN_TEXT_SLACK = 24 };

/* Writes a number to a text that has room for the longest one and the slack, and returns the length. Magnitudes from
 * 1e-4 to below 1e16 are written plainly (0.0001, 5, -0, 25000000), others with an exponent of at least two digits
 * (1e-05, 1.5e+20); what is not finite as nan, inf and -inf.
 *
 * powers points to the 128 highest bits of 5^0, the lower half first, among those of 5^-342 to 5^324: rounded down, but
 * for 5^-27 to 5^-1, which are rounded up. */
size_t nn_write_float(float value, uint8_t *text);
size_t nn_write_double(double value, const uint64_t *powers, uint8_t *text);

/* The same for digits * 10^exponent, where digits is not 0 and less than 10^17. */
size_t nn_write_decimal(uint64_t digits, int exponent, bool is_negative, uint8_t *text);

/* A number, and how many bytes of a text stand before it. */
struct nn_number {
  size_t place;
  float value;
};

/* Writes the bytes of a text and, where they belong, numbers in the order of their places; returns the length. The new
 * text has room for the longest of every number, and the slack. Many numbers at once are written faster. */
size_t nn_put_in(const uint8_t *bytes, size_t count, const struct nn_number *numbers, size_t count_of_numbers,
                 uint8_t *text);

#endif
