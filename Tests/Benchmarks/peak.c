#include "peak.h"

#if defined(__AVX512F__)
enum { CHAINS = 24, LANES = 16 };
#else
enum { CHAINS = 12, LANES = 8 };
#endif
typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

double multiply_and_add(int turns) {
  /* Read, so that the compiler knows none of them: what it can reckon, or sees to stay as it is, it leaves out. */
  static volatile float sink, begin = 2, shrink = 0.999f, step = 0.001f;
  lanes sum[CHAINS], factor = (lanes){} + shrink, term = (lanes){} + step;
#pragma clang loop unroll(full)
  for (int i = 0; i < CHAINS; i++) sum[i] = (lanes){} + begin;
  for (int turn = 0; turn < turns; turn++)
#pragma clang loop unroll(full)
    for (int i = 0; i < CHAINS; i++) sum[i] = sum[i] * factor + term;
#pragma clang loop unroll(full)
  for (int i = 0; i < CHAINS; i++) sink += sum[i][0];
  return 2.0 * LANES * CHAINS * turns;
}
