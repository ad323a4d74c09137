/* The shortest decimals by Raffaello Giulietti, The Schubfach way to render doubles, 2022, after the program of
 * Alexander Bolz, and their layout.
 *
 * Neither guesses: which of the decimals is the shortest, how many digits it has and where the point stands are as good
 * as random, so that a branch on any of them would cost more than all the rest. */
#include <stdlib.h>
#include <string.h>

#include "shortest.h"

typedef unsigned __int128 wide;

/* digits * 10^exponent, where digits may end in zeros. */
struct decimal {
  uint64_t digits;
  int exponent;
};

static const uint64_t powers_of_ten[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,
                                         1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17};

/* The 64 highest bits of 5^-31 to 5^46, rounded up. */
static const uint64_t short_powers[] = {
    0x81CEB32C4B43FCF5, 0xA2425FF75E14FC32, 0xCAD2F7F5359A3B3F, 0xFD87B5F28300CA0E, 0x9E74D1B791E07E49,
    0xC612062576589DDB, 0xF79687AED3EEC552, 0x9ABE14CD44753B53, 0xC16D9A0095928A28, 0xF1C90080BAF72CB2,
    0x971DA05074DA7BEF, 0xBCE5086492111AEB, 0xEC1E4A7DB69561A6, 0x9392EE8E921D5D08, 0xB877AA3236A4B44A,
    0xE69594BEC44DE15C, 0x901D7CF73AB0ACDA, 0xB424DC35095CD810, 0xE12E13424BB40E14, 0x8CBCCC096F5088CC,
    0xAFEBFF0BCB24AAFF, 0xDBE6FECEBDEDD5BF, 0x89705F4136B4A598, 0xABCC77118461CEFD, 0xD6BF94D5E57A42BD,
    0x8637BD05AF6C69B6, 0xA7C5AC471B478424, 0xD1B71758E219652C, 0x83126E978D4FDF3C, 0xA3D70A3D70A3D70B,
    0xCCCCCCCCCCCCCCCD, 0x8000000000000000, 0xA000000000000000, 0xC800000000000000, 0xFA00000000000000,
    0x9C40000000000000, 0xC350000000000000, 0xF424000000000000, 0x9896800000000000, 0xBEBC200000000000,
    0xEE6B280000000000, 0x9502F90000000000, 0xBA43B74000000000, 0xE8D4A51000000000, 0x9184E72A00000000,
    0xB5E620F480000000, 0xE35FA931A0000000, 0x8E1BC9BF04000000, 0xB1A2BC2EC5000000, 0xDE0B6B3A76400000,
    0x8AC7230489E80000, 0xAD78EBC5AC620000, 0xD8D726B7177A8000, 0x878678326EAC9000, 0xA968163F0A57B400,
    0xD3C21BCECCEDA100, 0x84595161401484A0, 0xA56FA5B99019A5C8, 0xCECB8F27F4200F3A, 0x813F3978F8940985,
    0xA18F07D736B90BE6, 0xC9F2C9CD04674EDF, 0xFC6F7C4045812297, 0x9DC5ADA82B70B59E, 0xC5371912364CE306,
    0xF684DF56C3E01BC7, 0x9A130B963A6C115D, 0xC097CE7BC90715B4, 0xF0BDC21ABB48DB21, 0x96769950B50D88F5,
    0xBC143FA4E250EB32, 0xEB194F8E1AE525FE, 0x92EFD1B8D0CF37BF, 0xB7ABC627050305AE, 0xE596B7B0C643C71A,
    0x8F7E32CE7BEA5C70, 0xB35DBF821AE4F38C, 0xE0352F62A19E306F,
};
static const int lowest_short_power = -31;

/* A number c * 2^q: all decimals within the interval that rounds to it are multiples of 10^k or of 10^(k + 1). With c
 * shifted by h bits the upper half of its product with a power of five is the number in units of 10^k. */
struct scale {
  int k, h;
};

static inline struct scale scale_of(int q, bool is_lower_closer) {
  /* The floor of the decimal logarithm of 2^q, or of 3/4 2^q. */
  int k = (q * 1262611 - (is_lower_closer ? 524031 : 0)) >> 22;
  return (struct scale){k, q + ((-k * 1741647) >> 19) + 1};
}

/* The decimal to choose for a number and the ends of its interval, all in quarters of 10^k. */
static inline struct decimal choose(uint64_t lower, uint64_t value, uint64_t upper, int k) {
  uint64_t s = value / 4, tens = s / 10;
  bool is_low_in = lower <= 40 * tens, is_high_in = 40 * tens + 40 <= upper;
  bool is_ten_in = (is_low_in != is_high_in) & (s >= 10);
  uint64_t ten = 10 * (tens + is_high_in);
  is_low_in = lower <= 4 * s, is_high_in = 4 * s + 4 <= upper;
  /* Of two the nearer one, of two as near the even one. */
  bool is_nearer = value + s % 2 > 4 * s + 2;
  uint64_t one = s + (is_low_in != is_high_in ? is_high_in : is_nearer);
  return (struct decimal){is_ten_in ? ten : one, k};
}

/* The upper half of a product, its last bit set where anything is left out. */
static inline uint64_t times(uint64_t power, uint64_t scaled) {
  wide product = (wide)power * scaled;
  return (uint64_t)(product >> 64) | ((uint64_t)product >> 32 > 1);
}

static inline uint64_t times_wide(wide power, uint64_t scaled) {
  wide low = (wide)(uint64_t)power * scaled, high = (wide)(uint64_t)(power >> 64) * scaled + (uint64_t)(low >> 64);
  return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

/* Of a number that is finite and not 0, its sign bit cleared. */
static struct decimal shortest_float(uint32_t bits) {
  uint32_t stored = bits & 0x7FFFFF, exponent = bits >> 23;
  bool is_lower_closer = stored == 0 && exponent > 1;
  uint64_t c = exponent ? stored | 0x800000 : stored, odd = c & 1;
  struct scale scale = scale_of((int)(exponent ? exponent : 1) - 150, is_lower_closer);
  uint64_t power = short_powers[-scale.k - lowest_short_power];
  return choose(
      times(power, (4 * c - 2 + is_lower_closer) << scale.h) + odd, times(power, (4 * c) << scale.h),
      times(power, (4 * c + 2) << scale.h) - odd, scale.k);
}

static inline struct decimal shortest_double(uint64_t bits, const uint64_t *powers) {
  uint64_t stored = bits & 0xFFFFFFFFFFFFF, exponent = bits >> 52;
  bool is_lower_closer = stored == 0 && exponent > 1;
  uint64_t c = exponent ? stored | 0x10000000000000 : stored, odd = c & 1;
  struct scale scale = scale_of((int)(exponent ? exponent : 1) - 1075, is_lower_closer);
  int n = -scale.k;
  /* Rounded up; those up to 5^55 are exact. */
  wide power = ((wide)powers[2 * n + 1] << 64 | powers[2 * n]) + (n > 55 || n < -27);
  return choose(
      times_wide(power, (4 * c - 2 + is_lower_closer) << scale.h) + odd, times_wide(power, (4 * c) << scale.h),
      times_wide(power, (4 * c + 2) << scale.h) - odd, scale.k);
}

/* The number of digits of a number that is not 0. */
static inline int digits_of(uint64_t number) {
  int least = (64 - __builtin_clzll(number)) * 1233 >> 12;
  return least + (number >= powers_of_ten[least]);
}

/* The eight digits of a number below 10^8, the first one in the lowest byte: split in halves, and those again, all
 * parts of a word in one multiplication. */
static inline uint64_t split(uint64_t number) {
  uint64_t fours = number / 10000 | number % 10000 << 32;
  uint64_t hundreds = fours * 10486 >> 20 & 0x0000007F0000007F;
  uint64_t twos = hundreds | (fours - hundreds * 100) << 16;
  uint64_t tens = twos * 103 >> 10 & 0x000F000F000F000F;
  return tens | (twos - tens * 10) << 8;
}

static inline void store(uint8_t *text, uint64_t characters) { memcpy(text, &characters, 8); }

static const uint64_t zeros = 0x3030303030303030;

/* Writes d.ddde+dd. */
static size_t lay_out_exponent(uint8_t first, wide rest, size_t count, int exponent, uint8_t *text) {
  text[0] = first;
  text[1] = '.';
  memcpy(text + 2, &rest, 16);
  size_t end = count > 0 ? count + 2 : 1;
  unsigned magnitude = (unsigned)(exponent < 0 ? -exponent : exponent);
  text[end++] = 'e';
  text[end++] = exponent < 0 ? '-' : '+';
  if (magnitude >= 100) text[end++] = (uint8_t)('0' + magnitude / 100);
  text[end++] = (uint8_t)('0' + magnitude / 10 % 10);
  text[end++] = (uint8_t)('0' + magnitude % 10);
  return end;
}

/* Writes a number whose first digit stands for so many 10^exponent, and is followed by the 16 digits of two words. */
static inline size_t lay_out(uint64_t first, uint64_t next, uint64_t last, int exponent, bool is_negative,
                             uint8_t *text) {
  size_t count = last ? 16 - (size_t)__builtin_clzll(last) / 8 : next ? 8 - (size_t)__builtin_clzll(next) / 8 : 0;
  wide rest = (wide)(last | zeros) << 64 | (next | zeros);
  text[0] = '-';
  text += is_negative;
  if (exponent < -4 || exponent > 15)
    return is_negative + lay_out_exponent((uint8_t)('0' + first), rest, count, exponent, text);
  if (exponent < 0) {
    size_t start = (size_t)(1 - exponent);
    store(text, zeros);
    text[1] = '.';
    text[start] = (uint8_t)('0' + first);
    memcpy(text + start + 1, &rest, 16);
    return is_negative + start + 1 + count;
  }
  /* All digits in one piece, then again those after the point. */
  size_t whole = (size_t)exponent;
  text[0] = (uint8_t)('0' + first);
  memcpy(text + 1, &rest, 16);
  text[whole + 1] = '.';
  rest >>= 8 * whole;
  memcpy(text + whole + 2, &rest, 16);
  return is_negative + (count > whole ? count + 2 : whole + 1);
}

size_t nn_write_decimal(uint64_t digits, int exponent, bool is_negative, uint8_t *text) {
  int count = digits_of(digits);
  digits *= powers_of_ten[17 - count];
  uint64_t rest = digits % powers_of_ten[16];
  return lay_out(digits / powers_of_ten[16], split(rest / 100000000), split(rest % 100000000), exponent + count - 1,
                 is_negative, text);
}

/* 0 and what is not finite. */
static size_t write_special(double value, bool is_negative, uint8_t *text) {
  const char *special = value == 0 ? "-0" : value != value ? "-nan" : "-inf";
  is_negative &= value == value;
  size_t length = strlen(special) - !is_negative;
  memcpy(text, special + !is_negative, length);
  return length;
}

static inline bool is_special(uint32_t bits) { return (bits & 0x7FFFFFFF) - 1 >= 0x7F800000 - 1; }

/* Some numbers on their way: at first digits and exponents are those of decimals; in the end those are the last eight
 * of nine digits, each in a byte, and these of the first. */
enum { AT_ONCE = 64 };
struct numbers {
  uint64_t digits[AT_ONCE], exponents[AT_ONCE], firsts[AT_ONCE], is_left[AT_ONCE];
};

/* Ten with 60 bits of fraction, and whether a difference is so small that an error may have made it. */
static const uint64_t ten_units = (uint64_t)10 << 60;
static inline uint64_t is_small(uint64_t difference) { return difference + ((uint64_t)1 << 31) < (uint64_t)1 << 32; }

/* The decimals that are left, with seven digits or more, as all others have. */
static void find_left_decimals(const uint32_t *bits, size_t count, struct numbers *numbers) {
  for (size_t i = 0; i < count; i++) {
    if (!numbers->is_left[i] || is_special(bits[i])) continue;
    struct decimal decimal = shortest_float(bits[i] & 0x7FFFFFFF);
    while (decimal.digits < 1000000) decimal.digits *= 10, decimal.exponent--;
    numbers->digits[i] = decimal.digits;
    numbers->exponents[i] = (uint64_t)decimal.exponent;
  }
}

#define NAMED(f) f##_plain
#include "floatloops.h"
#undef NAMED
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define NAMED(f) f##_avx2
#include "floatloops.h"
#undef NAMED
#pragma clang attribute pop
#endif

static void (*take_apart)(const uint32_t *, size_t, struct numbers *) = take_apart_plain;

__attribute__((constructor)) static void choose_loops(void) {
#if defined(__x86_64__)
  const char *wanted = getenv("NN_KERNELS");
  __builtin_cpu_init();
  if ((!wanted || strcmp(wanted, "plain")) && __builtin_cpu_supports("avx2")) take_apart = take_apart_avx2;
#endif
}

size_t nn_put_in(const uint8_t *bytes, size_t count, const struct nn_number *all, size_t count_of_all,
                 uint8_t *text) {
  struct numbers numbers;
  uint32_t bits[AT_ONCE];
  uint8_t *end = text;
  size_t copied = 0;
  while (count_of_all > 0) {
    size_t some = count_of_all < AT_ONCE ? count_of_all : AT_ONCE;
    for (size_t i = 0; i < some; i++) memcpy(bits + i, &all[i].value, sizeof *bits);
    take_apart(bits, some, &numbers);
    for (size_t i = 0; i < some; i++) {
      size_t gap = all[i].place - copied;
      /* Most often a delimiter or a line end. */
      if (gap <= 8 && copied + 8 <= count)
        memcpy(end, bytes + copied, 8);
      else if (gap > 0)
        memcpy(end, bytes + copied, gap);
      copied += gap;
      end += gap;
      bool is_negative = bits[i] >> 31;
      end += is_special(bits[i])
                 ? write_special((double)all[i].value, is_negative, end)
                 : lay_out(numbers.firsts[i], numbers.digits[i], 0, (int)numbers.exponents[i], is_negative, end);
    }
    all += some;
    count_of_all -= some;
  }
  if (copied < count) memcpy(end, bytes + copied, count - copied);
  return (size_t)(end - text) + count - copied;
}

size_t nn_write_float(float value, uint8_t *text) {
  struct nn_number number = {0, value};
  return nn_put_in(NULL, 0, &number, 1, text);
}

size_t nn_write_double(double value, const uint64_t *powers, uint8_t *text) {
  uint64_t bits;
  memcpy(&bits, &value, 8);
  bool is_negative = bits >> 63;
  bits &= 0x7FFFFFFFFFFFFFFF;
  if (bits - 1 >= 0x7FF0000000000000 - 1) return write_special(value, is_negative, text);
  struct decimal decimal = shortest_double(bits, powers);
  return nn_write_decimal(decimal.digits, decimal.exponent, is_negative, text);
}
