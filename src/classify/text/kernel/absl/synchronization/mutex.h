// A lock for a module that has one thread.
#pragma once
namespace absl {
struct Mutex {
  void Lock() {}
  void Unlock() {}
  void ReaderLock() {}
  void ReaderUnlock() {}
  void WriterLock() {}
  void WriterUnlock() {}
};
struct MutexLock {
  explicit MutexLock(Mutex*) {}
  ~MutexLock() {}
};
}
