/* For every machine: whatever the compiler's own baseline has. On 64-bit Arm that is NEON with fused multiply-add. */
#define VARIANT plain
#if defined(__aarch64__)
#define VARIANT_NAME "neon"
#define FUSED 1
#define WIDE_ROWS 5
#else
#define VARIANT_NAME "plain"
#define FUSED 0
#define WIDE_ROWS 2
#endif
#define BREADTH 336
#define WIDE_VECTORS 1
#define TALL_ROWS WIDE_ROWS
#define TALL_VECTORS 1
#define MASKS 0
#include "loops.h"
