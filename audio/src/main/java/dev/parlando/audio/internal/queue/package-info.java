/** A lock-free queue of samples between two threads, shared by the decoder feed and the pull sink. */
@NullMarked
package dev.parlando.audio.internal.queue;

import org.jspecify.annotations.NullMarked;
