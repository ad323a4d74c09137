/* For every machine: whatever the compiler's own baseline has. On 64-bit Arm that is NEON with fused multiply-add. */
#define VARIANT plain
#if defined(__aarch64__)
#define VARIANT_NAME "neon"
#define FUSED 1
#define TILE_ROWS 5
#else
#define VARIANT_NAME "plain"
#define FUSED 0
#define TILE_ROWS 2
#endif
#define TILE_VECTORS 1
#define MASKS 0
#include "loops.h"
