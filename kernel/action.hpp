#pragma once
// An action: what an event does, kept inline. Policy: no heap and no std::function; a callable that
// does not fit, or that would need a destructor, is refused by the compiler. Capture references,
// indices and ids, not values.
//
// What it will ask for can be fetched into the cache a while before it is called. Of any callable
// the memory is fetched at which the first pointer that it holds points: one cache line, or as many
// bytes as its static member `fetched` says. One that knows more has a method
// `expect(Expected) const`, which only fetches and decides nothing: it may be called often or
// never.

#include <concepts>
#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>

#include "kernel/prefetch.hpp"

namespace nakodo::kernel {

/// How soon an action is expected to be called: in some events, in fewer, or next but one. What was
/// fetched at one step is there at the following one.
enum class Expected : unsigned char { later, soon, next };

/// A trivially copyable, type-erased callable without arguments; 32 bytes.
class InlineAction {
 public:
  /// The most a callable may hold, in bytes.
  static constexpr std::size_t capacity = 24;

  /// An action that must be assigned before it is called.
  InlineAction() = default;

  template <class F>
  requires(!std::same_as<F, InlineAction> && std::invocable<F&>)
      InlineAction(F callable)  // NOLINT(google-explicit-constructor): a lambda is an action
      : acts_(&acts_of<F>) {
    static_assert(std::is_trivially_copyable_v<F>, "an action is copied as bytes");
    static_assert(std::is_trivially_destructible_v<F>, "an action is dropped without notice");
    static_assert(sizeof(F) <= capacity, "an action holds at most 24 bytes: capture less");
    static_assert(alignof(F) <= alignof(void*), "an action is aligned to 8 bytes at most");
    ::new (static_cast<void*>(storage_)) F(callable);
  }

  /// Calls it. It may be called again; state that it changes in itself stays in this copy.
  void operator()() { acts_->now(storage_); }

  /// Fetches where its first pointer points, if it begins with one.
  void fetch() const {
    if (acts_->fetched == 0) return;
    const void* first = nullptr;
    std::memcpy(&first, storage_, sizeof first);
    prefetch(first, acts_->fetched);
  }
  /// Lets it fetch what else it will ask for.
  void expect(Expected how_soon) const {
    if (acts_->expect != nullptr) acts_->expect(storage_, how_soon);
  }

 private:
  struct Acts {
    void (*now)(void* self);
    void (*expect)(const void* self, Expected how_soon);  // none where it knows no more
    std::size_t fetched;                                  // bytes
  };

  template <class F>
  static constexpr Acts acts_for() {
    Acts acts{[](void* self) { static_cast<void>((*static_cast<F*>(self))()); }, nullptr,
              sizeof(F) < sizeof(void*) ? 0 : cache_line};
    if constexpr (requires { F::fetched; }) acts.fetched = F::fetched;
    if constexpr (requires(const F& callable) { callable.expect(Expected::soon); })
      acts.expect = [](const void* self, Expected how_soon) {
        static_cast<const F*>(self)->expect(how_soon);
      };
    return acts;
  }
  template <class F>
  static constexpr Acts acts_of = acts_for<F>();

  alignas(void*) std::byte storage_[capacity];
  const Acts* acts_ = nullptr;
};

static_assert(std::is_trivially_copyable_v<InlineAction>);
static_assert(sizeof(InlineAction) == 32);

}  // namespace nakodo::kernel
