#pragma once
#include <cstddef>
#include <vector>
namespace absl {
template <typename T, size_t N = 0> class FixedArray : public std::vector<T> {
 public:
  using std::vector<T>::vector;
};
}
