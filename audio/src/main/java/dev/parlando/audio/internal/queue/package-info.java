/** Buffers of samples: a lock-free queue between two threads, and a ring that keeps samples by their position. */
@NullMarked
package dev.parlando.audio.internal.queue;

import org.jspecify.annotations.NullMarked;
