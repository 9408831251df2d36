/*
 * A store that fails when a test says so: loaded before the C library, it stands between SQLite and the
 * system. The file that TWINHUB_FAULTS names holds three bytes, for syncs, writes and reads of files whose
 * path contains TWINHUB_FAULTY: 0 lets all pass, 1 lets none pass, 255 fails once, n > 1 lets n - 1 pass and
 * none after them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SYNCS, WRITES, READS, KINDS };

static volatile unsigned char *faults;
static const char *faulty;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("TWINHUB_FAULTS");
  faulty = getenv("TWINHUB_FAULTY");
  int fd = path && faulty ? open(path, O_RDWR) : -1;
  if (fd >= 0) {
    void *mapped = mmap(0, KINDS, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    faults = mapped == MAP_FAILED ? 0 : mapped;
  }
}

static int fails(int kind, int fd) {
  char link[64], path[4096];
  if (!faults || !faults[kind]) {
    return 0;
  }
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) {
    return 0;
  }
  path[length] = 0;
  if (!strstr(path, faulty)) {
    return 0;
  }
  unsigned char now = faults[kind];
  if (now == 255) {
    faults[kind] = 0;
    return 1;
  }
  if (now > 1) {
    faults[kind] = now - 1;
    return 0;
  }
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAILING(kind, fd, error, call) \
  if (fails(kind, fd)) {               \
    errno = error;                     \
    return -1;                         \
  }                                    \
  return call

int fsync(int fd) { FAILING(SYNCS, fd, EIO, NEXT(fsync)(fd)); }
int fdatasync(int fd) { FAILING(SYNCS, fd, EIO, NEXT(fdatasync)(fd)); }
ssize_t write(int fd, const void *b, size_t n) { FAILING(WRITES, fd, ENOSPC, NEXT(write)(fd, b, n)); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) {
  FAILING(WRITES, fd, ENOSPC, NEXT(pwrite)(fd, b, n, o));
}
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
  FAILING(WRITES, fd, ENOSPC, NEXT(pwrite64)(fd, b, n, o));
}
ssize_t read(int fd, void *b, size_t n) { FAILING(READS, fd, EIO, NEXT(read)(fd, b, n)); }
ssize_t pread(int fd, void *b, size_t n, off_t o) { FAILING(READS, fd, EIO, NEXT(pread)(fd, b, n, o)); }
ssize_t pread64(int fd, void *b, size_t n, off64_t o) {
  FAILING(READS, fd, EIO, NEXT(pread64)(fd, b, n, o));
}
