/* What stands in for nn_share where ./threads links it: one thread runs all pieces, each timed, in the order in which so
 * many threads would take them, as crew.c lets them. With REHEARSAL_COLD it first drives everything out of the second
 * cache where a piece is another thread's than the last one. Tells at the end, on the standard error: how many works there
 * were, and of all in seconds the longest thread, the pieces, and what was spent on that cache. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 256, COLD = 1 << 22 };

static size_t works;
static double longest, pieces_in_all, cooling;
static volatile char *cold;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void tell(void) {
  fprintf(stderr, "rehearsed %zu %.6f %.6f %.6f\n", works, longest, pieces_in_all, cooling);
}

static void cool(void) {
  double start = now();
  for (size_t i = 0; i < COLD; i += 64) cold[i]++;
  cooling += now() - start;
}

bool __wrap_nn_share(size_t threads, size_t pieces, void (*work)(void *context, size_t piece), void *context) {
  static bool taken;
  if (threads > MOST || __atomic_test_and_set(&taken, __ATOMIC_ACQUIRE)) return false;
  if (works++ == 0) {
    if (getenv("REHEARSAL_COLD")) cold = calloc(COLD, 1);
    atexit(tell);
  }
  double clocks[MOST] = {0}, most = 0;
  size_t next[MOST], last = MOST;
  for (size_t i = 0; i < threads; i++) next[i] = i * pieces / threads;
  for (size_t done = 0; done < pieces; done++) {
    size_t own = 0;
    for (size_t i = 1; i < threads; i++)
      if (clocks[i] < clocks[own]) own = i;
    size_t from = own;
    while (next[from] == (from + 1) * pieces / threads) from = (from + 1) % threads;
    if (cold && own != last) cool();
    last = own;
    double start = now();
    work(context, next[from]++);
    double taken_by_it = now() - start;
    clocks[own] += taken_by_it;
    pieces_in_all += taken_by_it;
    if (clocks[own] > most) most = clocks[own];
  }
  longest += most;
  __atomic_clear(&taken, __ATOMIC_RELEASE);
  return true;
}
