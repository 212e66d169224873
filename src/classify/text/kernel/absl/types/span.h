#pragma once
#include <cstddef>
#include <cstring>
namespace absl {
template <typename T> class Span {
 public:
  Span(T* data, size_t size) : data_(data), size_(size) {}
  T* begin() const { return data_; }
  T* end() const { return data_ + size_; }
  friend bool operator==(const Span& one, const Span& other) {
    return one.size_ == other.size_ && std::memcmp(one.data_, other.data_, one.size_ * sizeof(T)) == 0;
  }
 private:
  T* data_;
  size_t size_;
};
}
