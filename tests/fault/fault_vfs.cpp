#include "fault_vfs.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <new>
#include <random>
#include <string>
#include <vector>

namespace anwang::fault {
namespace {

// One write, truncation or extension that no sync has made certain yet.
struct Undo {
  sqlite3_int64 offset = 0;
  std::vector<char> before;  // what was there; shorter than `length` at the old end of the file
  sqlite3_int64 length = 0;
  sqlite3_int64 size_before = 0;
};
struct FileState {
  std::string path;
  std::vector<Undo> undo;
};

std::recursive_mutex g_mutex;
std::map<std::string, FileState> g_files;
std::int64_t g_space = -1;
sqlite3_vfs* g_system = nullptr;
sqlite3_vfs g_vfs;
sqlite3_io_methods g_methods;

struct FaultFile {
  sqlite3_file base;
  FileState* state;
  sqlite3_file* real;  // lies behind this struct
};
FaultFile* of(sqlite3_file* f) { return reinterpret_cast<FaultFile*>(f); }
sqlite3_file* real(sqlite3_file* f) { return of(f)->real; }

Undo undo_of(FaultFile* f, sqlite3_int64 offset, sqlite3_int64 length) {
  Undo u{offset, {}, length, 0};
  f->real->pMethods->xFileSize(f->real, &u.size_before);
  const sqlite3_int64 there = std::clamp<sqlite3_int64>(u.size_before - offset, 0, length);
  u.before.resize(static_cast<std::size_t>(there));
  if (there > 0) f->real->pMethods->xRead(f->real, u.before.data(), static_cast<int>(there), offset);
  return u;
}

int write(sqlite3_file* file, const void* data, int n, sqlite3_int64 offset) {
  const std::lock_guard lock(g_mutex);
  FaultFile* f = of(file);
  Undo u = undo_of(f, offset, n);
  const std::int64_t growth = std::max<std::int64_t>(0, offset + n - u.size_before);
  if (g_space >= 0 && growth > g_space) return SQLITE_FULL;
  const int rc = f->real->pMethods->xWrite(f->real, data, n, offset);
  if (rc != SQLITE_OK) return rc;
  if (g_space >= 0) g_space -= growth;
  if (f->state != nullptr) f->state->undo.push_back(std::move(u));
  return rc;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const std::lock_guard lock(g_mutex);
  FaultFile* f = of(file);
  sqlite3_int64 now = 0;
  f->real->pMethods->xFileSize(f->real, &now);
  if (f->state != nullptr && size < now) f->state->undo.push_back(undo_of(f, size, now - size));
  return f->real->pMethods->xTruncate(f->real, size);
}

int sync(sqlite3_file* file, int flags) {
  const std::lock_guard lock(g_mutex);
  const int rc = real(file)->pMethods->xSync(real(file), flags);
  if (rc == SQLITE_OK && of(file)->state != nullptr) of(file)->state->undo.clear();
  return rc;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  FaultFile* f = of(file);
  f->real = reinterpret_cast<sqlite3_file*>(f + 1);
  f->base.pMethods = nullptr;
  const int rc = g_system->xOpen(g_system, name, f->real, flags, out_flags);
  if (rc != SQLITE_OK) return rc;
  f->base.pMethods = &g_methods;
  const std::lock_guard lock(g_mutex);
  f->state = name == nullptr ? nullptr : &g_files[name];
  if (f->state != nullptr) f->state->path = name;
  return rc;
}

void fill_methods() {
  g_methods = {};
  g_methods.iVersion = 2;  // shared memory for WAL; no memory-mapped reads, so that every access passes here
  g_methods.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
  g_methods.xRead = [](sqlite3_file* f, void* p, int n, sqlite3_int64 at) {
    return real(f)->pMethods->xRead(real(f), p, n, at);
  };
  g_methods.xWrite = &write;
  g_methods.xTruncate = &truncate;
  g_methods.xSync = &sync;
  g_methods.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); };
  g_methods.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
  g_methods.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
  g_methods.xCheckReservedLock = [](sqlite3_file* f, int* out) {
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
  };
  g_methods.xFileControl = [](sqlite3_file* f, int op, void* arg) {
    // Growing ahead would write behind our back.
    if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
    return real(f)->pMethods->xFileControl(real(f), op, arg);
  };
  g_methods.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
  g_methods.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };  // promise nothing
  g_methods.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
  };
  g_methods.xShmLock = [](sqlite3_file* f, int at, int n, int flags) {
    return real(f)->pMethods->xShmLock(real(f), at, n, flags);
  };
  g_methods.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
  g_methods.xShmUnmap = [](sqlite3_file* f, int del) { return real(f)->pMethods->xShmUnmap(real(f), del); };
}

}  // namespace

void register_fault_vfs() {
  g_system = sqlite3_vfs_find(nullptr);
  fill_methods();
  g_vfs = *g_system;
  g_vfs.zName = "fault";
  g_vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + g_system->szOsFile;
  g_vfs.xOpen = &open;
  g_vfs.pNext = nullptr;
  sqlite3_vfs_register(&g_vfs, 0);
}

void lose_power(std::uint64_t seed) {
  g_mutex.lock();  // never unlocked: no write happens any more
  std::mt19937_64 random(seed);
  for (auto& [path, file] : g_files) {
    const int fd = ::open(path.c_str(), O_RDWR);
    if (fd < 0 || file.undo.empty()) continue;
    sqlite3_int64 size = file.undo.front().size_before;
    for (auto u = file.undo.rbegin(); u != file.undo.rend(); ++u) {
      if (seed != 0 && random() % 2 == 0) {  // this one had reached the disk by itself
        size = std::max(size, u->offset + u->length);
      } else if (::pwrite(fd, u->before.data(), u->before.size(), u->offset) < 0) {
        ::_exit(99);
      }
    }
    if (::ftruncate(fd, size) != 0) ::_exit(99);
    ::close(fd);
  }
  ::_exit(137);
}

void set_space_left(std::int64_t bytes) {
  const std::lock_guard lock(g_mutex);
  g_space = bytes;
}

}  // namespace anwang::fault
