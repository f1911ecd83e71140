#pragma once
// An action: what an event does, kept inline. Policy: no heap and no std::function; a callable that
// does not fit, or that would need a destructor, is refused by the compiler. Capture references,
// indices and ids, not values.

#include <concepts>
#include <cstddef>
#include <new>
#include <type_traits>

namespace nakodo::kernel {

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
      : invoke_([](void* self) { static_cast<void>((*static_cast<F*>(self))()); }) {
    static_assert(std::is_trivially_copyable_v<F>, "an action is copied as bytes");
    static_assert(std::is_trivially_destructible_v<F>, "an action is dropped without notice");
    static_assert(sizeof(F) <= capacity, "an action holds at most 24 bytes: capture less");
    static_assert(alignof(F) <= alignof(void*), "an action is aligned to 8 bytes at most");
    ::new (static_cast<void*>(storage_)) F(callable);
  }

  /// Calls it. It may be called again; state that it changes in itself stays in this copy.
  void operator()() { invoke_(storage_); }

 private:
  alignas(void*) std::byte storage_[capacity];
  void (*invoke_)(void*) = nullptr;
};

static_assert(std::is_trivially_copyable_v<InlineAction>);
static_assert(sizeof(InlineAction) == 32);

}  // namespace nakodo::kernel
