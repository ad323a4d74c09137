/* The crew of nn_share: threads that are made once and wait for the next work, at first awake, since it mostly comes at
 * once, then asleep. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "CKernels.h"

#if defined(__x86_64__)
#define REST() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define REST() __asm__ volatile("yield")
#else
#define REST()
#endif

/* How long a member looks out for work before it sleeps, in rests: some 50 microseconds; and how long the caller waits for
 * the others before it lets another process have the processor. The room on a member's stack is that of most main threads:
 * built without optimisation, the loops take megabytes of it, which otherwise nobody touches. */
enum { LOOKOUTS = 1 << 10, MOST_MEMBERS = 1023, STACK = 8 << 20 };

static struct {
  /* Of the work at hand. A member takes a place before it looks at the rest, which then stays until it is done. */
  void (*work)(void *, size_t);
  void *context;
  size_t pieces;
  atomic_size_t next, done;
  _Alignas(64) atomic_size_t places;
  /* How many works there have been. */
  _Alignas(64) atomic_uint calls;
  atomic_uint sleepers;
  /* Of the caller, of whom there is one at a time. */
  _Alignas(64) atomic_flag taken;
  size_t members;
  pthread_mutex_t mutex;
  pthread_cond_t called;
} crew = {.taken = ATOMIC_FLAG_INIT, .mutex = PTHREAD_MUTEX_INITIALIZER, .called = PTHREAD_COND_INITIALIZER};

static void take_pieces(void) {
  for (;;) {
    size_t piece = atomic_fetch_add(&crew.next, 1);
    if (piece >= crew.pieces) return;
    crew.work(crew.context, piece);
  }
}

static unsigned wait_for_call(unsigned heard) {
  unsigned calls;
  for (int i = 0; i < LOOKOUTS; i++) {
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

static void *be_a_member(void *nothing) {
  for (unsigned heard = 0;;) {
    heard = wait_for_call(heard);
    size_t places = atomic_load(&crew.places);
    while (places > 0 && !atomic_compare_exchange_weak(&crew.places, &places, places - 1)) continue;
    if (places == 0) continue;
    take_pieces();
    atomic_fetch_add(&crew.done, 1);
  }
  return nothing;
}

/* As many members as are wanted, or as the system gives. */
static size_t members_for(size_t wanted) {
  pthread_attr_t attributes;
  if (crew.members >= wanted || pthread_attr_init(&attributes) != 0) return crew.members;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, STACK);
  pthread_t thread;
  while (crew.members < wanted && pthread_create(&thread, &attributes, be_a_member, NULL) == 0) crew.members++;
  pthread_attr_destroy(&attributes);
  return crew.members;
}

bool nn_share(size_t threads, size_t pieces, void (*work)(void *context, size_t piece), void *context) {
  if (atomic_flag_test_and_set(&crew.taken)) return false;
  size_t wanted = threads - 1 < MOST_MEMBERS ? threads - 1 : MOST_MEMBERS, places = members_for(wanted);
  if (places > wanted) places = wanted;
  crew.work = work;
  crew.context = context;
  crew.pieces = pieces;
  atomic_store(&crew.next, 0);
  atomic_store(&crew.done, 0);
  atomic_store(&crew.places, places);
  atomic_fetch_add(&crew.calls, 1);
  if (atomic_load(&crew.sleepers) > 0) {
    pthread_mutex_lock(&crew.mutex);
    pthread_cond_broadcast(&crew.called);
    pthread_mutex_unlock(&crew.mutex);
  }
  take_pieces();
  /* Those who have not come by now need not come. */
  size_t joined = places - atomic_exchange(&crew.places, 0);
  for (int i = 0; atomic_load(&crew.done) < joined; i++) {
    REST();
    if (i >= LOOKOUTS) sched_yield();
  }
  atomic_flag_clear(&crew.taken);
  return true;
}
