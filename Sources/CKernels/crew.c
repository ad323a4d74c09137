/* The crew of nn_share: threads that are made once and wait for the next work, at first awake, since it mostly comes at
 * once, then asleep. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#include "CKernels.h"

#if defined(__x86_64__)
#define REST() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define REST() __asm__ volatile("yield")
#else
#define REST()
#endif

/* How long a member looks out for work before it sleeps, in nanoseconds: longer than the pieces of one work differ; and how
 * many rests the caller takes before it lets another process have the processor. The room on a member's stack is that of
 * most main threads: built without optimisation, the loops take megabytes of it, which otherwise nobody touches. */
enum { LOOKOUT = 200000, RESTS = 1 << 10, MOST_MEMBERS = 1023, STACK = 8 << 20 };

/* Each thread has a share of the pieces, those that follow each other, and the same again of the next work that is cut the
 * same way: its cache still holds what they read and wrote. Who is done with its own helps with the others'. */
struct share {
  _Alignas(64) atomic_size_t next;
  size_t end;
};

static struct {
  /* Of the work at hand. A member takes a place before it looks at the rest, which then stays until it is done. */
  void (*work)(void *, size_t);
  void *context;
  size_t threads;
  _Alignas(64) atomic_size_t done;
  _Alignas(64) atomic_size_t places;
  /* How many works there have been. */
  _Alignas(64) atomic_uint calls;
  atomic_uint sleepers;
  /* Of the caller, of whom there is one at a time. */
  _Alignas(64) atomic_flag taken;
  size_t members;
  pthread_mutex_t mutex;
  pthread_cond_t called;
  struct share shares[MOST_MEMBERS + 1];
} crew = {.taken = ATOMIC_FLAG_INIT, .mutex = PTHREAD_MUTEX_INITIALIZER, .called = PTHREAD_COND_INITIALIZER};

/* `own` is the number of the thread, from 0, that of the caller. */
static void take_pieces(size_t own) {
  for (size_t i = 0; i < crew.threads; i++) {
    struct share *share = &crew.shares[(own + i) % crew.threads];
    while (atomic_load(&share->next) < share->end) {
      size_t piece = atomic_fetch_add(&share->next, 1);
      if (piece < share->end) crew.work(crew.context, piece);
    }
  }
}

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static unsigned wait_for_call(unsigned heard) {
  unsigned calls;
  for (int64_t end = nanoseconds() + LOOKOUT; nanoseconds() < end;)
    for (int i = 0; i < 16; i++) {
      if ((calls = atomic_load(&crew.calls)) != heard) return calls;
      REST();
    }
  pthread_mutex_lock(&crew.mutex);
  /* The caller counts first and looks for sleepers then, a sleeper the other way about: one of them sees the other. */
  atomic_fetch_add(&crew.sleepers, 1);
  while ((calls = atomic_load(&crew.calls)) == heard) pthread_cond_wait(&crew.called, &crew.mutex);
  atomic_fetch_sub(&crew.sleepers, 1);
  pthread_mutex_unlock(&crew.mutex);
  return calls;
}

static void *be_a_member(void *number) {
  for (unsigned heard = 0;;) {
    heard = wait_for_call(heard);
    size_t places = atomic_load(&crew.places);
    while (places > 0 && !atomic_compare_exchange_weak(&crew.places, &places, places - 1)) continue;
    if (places == 0) continue;
    take_pieces((size_t)number);
    atomic_fetch_add(&crew.done, 1);
  }
  return 0;
}

/* As many members as are wanted, or as the system gives. */
static size_t members_for(size_t wanted) {
  pthread_attr_t attributes;
  if (crew.members >= wanted || pthread_attr_init(&attributes) != 0) return crew.members;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, STACK);
  pthread_t thread;
  while (crew.members < wanted &&
         pthread_create(&thread, &attributes, be_a_member, (void *)(crew.members + 1)) == 0)
    crew.members++;
  pthread_attr_destroy(&attributes);
  return crew.members;
}

bool nn_share(size_t threads, size_t pieces, void (*work)(void *context, size_t piece), void *context) {
  if (atomic_flag_test_and_set(&crew.taken)) return false;
  size_t wanted = threads - 1 < MOST_MEMBERS ? threads - 1 : MOST_MEMBERS, places = members_for(wanted);
  if (places > wanted) places = wanted;
  crew.work = work;
  crew.context = context;
  crew.threads = places + 1;
  for (size_t i = 0; i < crew.threads; i++) {
    atomic_store_explicit(&crew.shares[i].next, i * pieces / crew.threads, memory_order_relaxed);
    crew.shares[i].end = (i + 1) * pieces / crew.threads;
  }
  atomic_store(&crew.done, 0);
  atomic_store(&crew.places, places);
  atomic_fetch_add(&crew.calls, 1);
  if (atomic_load(&crew.sleepers) > 0) {
    pthread_mutex_lock(&crew.mutex);
    pthread_cond_broadcast(&crew.called);
    pthread_mutex_unlock(&crew.mutex);
  }
  take_pieces(0);
  /* Those who have not come by now need not come. */
  size_t joined = places - atomic_exchange(&crew.places, 0);
  for (int i = 0; atomic_load(&crew.done) < joined; i++) {
    REST();
    if (i >= RESTS) sched_yield();
  }
  atomic_flag_clear(&crew.taken);
  return true;
}
