/* The loops themselves, written once with 16-lane vectors and included by each variant, which sets
 *   VARIANT     the name of its table
 *   FUSED       1 where the machine has fused multiply-add
 *   TALL_ROWS, TALL_VECTORS, WIDE_ROWS, WIDE_VECTORS   rows and 16-lane columns of a product's result that are held in
 *               registers: of results in panels, which are often few columns wide, and of results in rows
 *
 * Every variant with FUSED gives the same bits: an element of a product is one chain of fused multiply-adds in the
 * order of the inner dimension, whatever the tile; the element-wise functions use only operations that IEEE 754
 * rounds exactly. Vectors wider than the machine's are split by the compiler.
 * MASKS is the width of masked loads and stores, 0 where there are none. */
#include <math.h>
#include <string.h>

#include "table.h"

#include "lanes.h"

#include "functions.h"

#include "activations.h"

#include "products.h"

#include "losses.h"

#include "steps.h"

#include "records.h"

#include "statistics.h"

#define NAME_OF(variant) NAME_JOINED(nn_table_, variant)
#define NAME_JOINED(a, b) a##b

const struct nn_table NAME_OF(VARIANT) = {
    .name = VARIANT_NAME,
    .product = product,
    .pack = pack,
    .pack_transposed = pack_transposed,
    .product_of_panels = product_of_panels,
    .transpose_panels = transpose_panels,
    .unpack_transposed = unpack_transposed,
    .row_sums = row_sums,
    .activate = activate,
    .activation_backward = activation_backward,
    .softmax = softmax,
    .exponential = exponential_all,
    .errors = errors,
    .scale_rows = scale_rows,
    .loss_sum = loss_sum,
    .softmax_backward = softmax_backward,
    .dropout = dropout,
    .move = move,
    .descend = descend,
    .dot = dot,
    .accumulate = accumulate,
    .round = round_all,
    .add_statistics = add_statistics,
    .add_squares = add_squares,
};
