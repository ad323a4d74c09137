#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <string.h>

#include "table.h"
/* 16 registers of 8 lanes: 6 rows of 16 lanes are 12 sums, 2 hold the right operand, 1 the left. */
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define VARIANT avx2
#define VARIANT_NAME "avx2"
#define FUSED 1
#define BREADTH 336
#define WIDE_ROWS 6
#define WIDE_VECTORS 1
#define TALL_ROWS 6
#define TALL_VECTORS 1
#define MASKS 256
#include "loops.h"
#pragma clang attribute pop
#endif
