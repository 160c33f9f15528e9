/*
 * What a power cut leaves: only what was flushed. Loaded into the appliance with LD_PRELOAD, this keeps beside every store
 * file a copy of it as of its last fsync. After a kill the harness puts the copies in place of the files, which loses
 * every byte that was written but never flushed, as the page cache of a machine without power does. A commit that did
 * not flush (synchronous=OFF, or NORMAL in WAL mode) is gone then; a kill of the process alone cannot show it.
 *
 * POWER_CUT_COPIES: folder for the copies, named like their files.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the copy of a store file is kept; 0 for every other file. */
static int copy_of(const char *path, char *copy) {
  const char *copies = getenv("POWER_CUT_COPIES");
  const char *name = strrchr(path, '/');
  if (!copies || !name || strncmp(name, "/store.db", 9) != 0) return 0;
  return snprintf(copy, PATH_MAX, "%s%s", copies, name);
}

static void keep_copy(int fd) {
  char link[64], path[PATH_MAX], copy[PATH_MAX], fresh[PATH_MAX + 8];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (!copy_of(path, copy)) return;

  int from = open(path, O_RDONLY);
  struct stat about;
  if (from < 0 || fstat(from, &about) != 0) abort();
  snprintf(fresh, sizeof fresh, "%s.fresh", copy);
  int to = open(fresh, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  off_t at = 0;
  while (to >= 0 && at < about.st_size && sendfile(to, from, &at, about.st_size - at) > 0) {}
  if (to < 0 || at != about.st_size) abort();
  close(to);
  close(from);
  /* A kill in between leaves the copy of the flush before: the flush was not answered yet. */
  if (rename(fresh, copy) != 0) abort();
}

int fsync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  int result = real(fd);
  if (result == 0) keep_copy(fd);
  return result;
}

int fdatasync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  int result = real(fd);
  if (result == 0) keep_copy(fd);
  return result;
}

/* What was flushed of a file that is gone does not come back. */
int unlink(const char *path) {
  int (*real)(const char *) = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
  char copy[PATH_MAX];
  if (copy_of(path, copy)) real(copy);
  return real(path);
}
