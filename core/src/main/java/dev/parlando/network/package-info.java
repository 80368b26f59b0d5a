/**
 * Network settings: base URLs, proxy, time limits and retries.
 *
 * <p>All types are immutable, so one instance may serve several engines. Values are validated when an instance is
 * created.
 */
@NullMarked
package dev.parlando.network;

import org.jspecify.annotations.NullMarked;
