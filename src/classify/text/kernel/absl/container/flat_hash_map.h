#pragma once
#include <unordered_map>
namespace absl {
template <typename K, typename V> using flat_hash_map = std::unordered_map<K, V>;
}
