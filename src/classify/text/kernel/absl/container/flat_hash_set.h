#pragma once
#include <unordered_set>
namespace absl {
template <typename K, typename H = std::hash<K>, typename E = std::equal_to<K>> using flat_hash_set = std::unordered_set<K, H, E>;
}
