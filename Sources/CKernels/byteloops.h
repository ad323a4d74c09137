/* The loops of bytes.h, written once and included by bytes.c for each variant, which gives
 *   NAMED(f)   the name of a function of its own       block   64 bytes in registers
 *   LOAD(p)    the block at p                           EQUAL(b, byte)   bit i is set where byte i of the block is so */

/* The last bytes, fewer than 64, as a block whose other bytes do not matter. */
static block NAMED(load_part)(const uint8_t *bytes, size_t count) {
  uint8_t part[64] = {0};
  memcpy(part, bytes, count);
  return LOAD(part);
}

static uint64_t NAMED(stops)(block b, uint8_t delimiter) {
  return EQUAL(b, delimiter) | EQUAL(b, '"') | EQUAL(b, '\n') | EQUAL(b, '\r') | EQUAL(b, 0);
}

static void NAMED(mark_stops)(const uint8_t *bytes, size_t count, uint8_t delimiter, uint64_t *marks) {
  size_t i = 0;
  for (; i + 64 <= count; i += 64) marks[i / 64] = NAMED(stops)(LOAD(bytes + i), delimiter);
  if (i < count)
    marks[i / 64] = NAMED(stops)(NAMED(load_part)(bytes + i, count - i), delimiter) & (((uint64_t)1 << (count - i)) - 1);
}

static void NAMED(search_block)(block b, uint64_t valid, size_t at, struct nn_row_search *search) {
  uint64_t quotes = EQUAL(b, '"') & valid, feeds = EQUAL(b, '\n') & valid, returns = EQUAL(b, '\r') & valid;
  /* Bit i is set where byte i stands behind an odd number of quotes: the exclusive or of all bits up to it. */
  uint64_t quoted = 0 - (uint64_t)search->is_in_quotes;
  if (quotes) {
    uint64_t odd = quotes;
    for (int shift = 1; shift < 64; shift *= 2) odd ^= odd << shift;
    quoted ^= odd;
    search->is_in_quotes ^= __builtin_parityll(quotes);
  }
  uint64_t lines = returns | (feeds & ~(returns << 1 | search->is_after_return));
  uint64_t ends = (feeds | returns) & ~quoted;
  if (ends) {
    int last = 63 - __builtin_clzll(ends);
    search->end = at + (size_t)last + 1;
    search->end_lines = search->lines + (size_t)__builtin_popcountll(lines & (~(uint64_t)0 >> (63 - last)));
  }
  search->lines += (size_t)__builtin_popcountll(lines);
  search->is_after_return = (uint8_t)(returns >> (63 - __builtin_clzll(valid)));
}

static void NAMED(search_rows)(const uint8_t *bytes, size_t from, size_t to, struct nn_row_search *search) {
  struct nn_row_search s = *search;
  for (; from + 64 <= to; from += 64) NAMED(search_block)(LOAD(bytes + from), ~(uint64_t)0, from, &s);
  if (from < to) {
    size_t rest = to - from;
    NAMED(search_block)(NAMED(load_part)(bytes + from, rest), ((uint64_t)1 << rest) - 1, from, &s);
  }
  *search = s;
}
