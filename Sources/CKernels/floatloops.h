/* The first steps of nn_put_in, written once and included by shortest.c for each variant, which gives
 *   NAMED(f)   the name of a function of its own
 * None depends on what the numbers are, so that a compiler can take several at once. */

/* The decimals of numbers that one product tells (after Victor Zverovich's Zmij, 2025): the distance to the multiple of
 * ten below and half the interval, both with 60 bits of fraction. The product is off by less than 2^-35; what is so
 * near to a tie, and what is no common number, is left. */
static bool NAMED(find_decimals)(const uint32_t *bits, size_t count, struct numbers *numbers) {
  uint64_t left = 0;
  for (size_t i = 0; i < count; i++) {
    uint64_t stored = bits[i] & 0x7FFFFF;
    int exponent = (int)(bits[i] >> 23 & 0xFF), q = exponent - 150, k = (q * 1262611) >> 22;
    uint64_t h = (uint64_t)(q + ((-k * 1741647) >> 19) + 1), power = short_powers[-k - lowest_short_power];
    uint64_t c = (stored | 0x800000) << h;
    uint64_t low = (power & 0xFFFFFFFF) * c, high = (power >> 32) * c + (low >> 32);
    uint64_t whole = high >> 32, fraction = high << 32 | (low & 0xFFFFFFFF);
    uint64_t digit = whole - 10 * (whole * 0xCCCCCCCD >> 35);
    uint64_t distance = digit << 60 | fraction >> 4, half = power >> (5 - h), upper = distance + half;
    uint64_t is_common = (stored != 0) & (exponent != 0) & (exponent != 255);
    uint64_t is_left = !is_common | is_small(distance - half) | is_small(upper - ten_units) |
                       is_small(fraction - ((uint64_t)1 << 63));
    uint64_t one = whole + (fraction >> 63), ten = whole - digit + (upper > ten_units ? 10 : 0);
    numbers->digits[i] = distance < half || upper > ten_units ? ten : one;
    numbers->exponents[i] = (uint64_t)k;
    numbers->is_left[i] = is_left;
    left |= is_left;
  }
  return left;
}

static void NAMED(take_apart)(const uint32_t *bits, size_t count, struct numbers *numbers) {
  if (NAMED(find_decimals)(bits, count, numbers)) find_left_decimals(bits, count, numbers);
  for (size_t i = 0; i < count; i++) {
    uint64_t digits = numbers->digits[i], exponent = numbers->exponents[i] + 8;
    for (int step = 0; step < 2; step++) {
      uint64_t is_short = digits < 100000000;
      digits = is_short ? digits * 10 : digits;
      exponent -= is_short;
    }
    uint64_t first = digits * 1441151881 >> 57;
    numbers->digits[i] = split(digits - first * 100000000);
    numbers->firsts[i] = first;
    numbers->exponents[i] = exponent;
  }
}
