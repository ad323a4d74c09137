#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <string.h>

#include "table.h"
/* 32 registers of 16 lanes: 8 rows of 48 lanes, or 12 of 32, are 24 sums, 3 or 2 hold the right operand. */
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw"))), apply_to = function)
#define VARIANT avx512
#define VARIANT_NAME "avx512"
#define FUSED 1
#define BREADTH 624
#define WIDE_ROWS 8
#define WIDE_VECTORS 3
#define TALL_ROWS 12
#define TALL_VECTORS 2
#define MASKS 512
#include "loops.h"
#pragma clang attribute pop
#endif
