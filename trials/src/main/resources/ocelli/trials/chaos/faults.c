/*
 * Loaded into every process of an Ocelli on trial (LD_PRELOAD), and harmless until the trial says otherwise: a process
 * has a page of its own, the file PID in the folder that OCELLI_TRIAL_FAULTS names, of three 64-bit numbers in the
 * machine's order: by how many seconds its clock is wrong; the errno with which fsync fails, 0 for none; and, written
 * here, how many have failed. Children that are forked, as PostgreSQL's are, share their parent's page.
 *
 * Not libfaketime: with it every timed wait of a JVM returns at once. Not libfiu: its control does not reach forked
 * children. Only the calendar is wrong here: monotonic time, and all waiting, stay the machine's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct page {
  int64_t clock_off_by_seconds;
  int64_t sync_errno;
  int64_t syncs_failed;
};

static volatile struct page none;
static volatile struct page *page = &none;

__attribute__((constructor)) static void open_page(void) {
  const char *folder = getenv("OCELLI_TRIAL_FAULTS");
  char name[4096];
  if (folder == NULL ||
      snprintf(name, sizeof name, "%s/%d", folder, (int)getpid()) >= (int)sizeof name) {
    return;
  }
  int file = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) {
    return;
  }
  if (ftruncate(file, sizeof none) == 0) {
    void *mapped = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    page = mapped == MAP_FAILED ? &none : mapped;
  }
  close(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += page->clock_off_by_seconds;
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int result = (int)syscall(SYS_gettimeofday, now, zone);
  if (result == 0) {
    now->tv_sec += page->clock_off_by_seconds;
  }
  return result;
}

time_t time(time_t *now) {
  struct timespec at;
  clock_gettime(CLOCK_REALTIME, &at);
  if (now != NULL) {
    *now = at.tv_sec;
  }
  return at.tv_sec;
}

static int fails(void) {
  int number = (int)page->sync_errno;
  if (number != 0) {
    __atomic_add_fetch(&page->syncs_failed, 1, __ATOMIC_RELAXED);
    errno = number;
  }
  return number != 0;
}

int fsync(int file) { return fails() ? -1 : (int)syscall(SYS_fsync, file); }

int fdatasync(int file) { return fails() ? -1 : (int)syscall(SYS_fdatasync, file); }

int msync(void *start, size_t length, int flags) {
  return fails() ? -1 : (int)syscall(SYS_msync, start, length, flags);
}
