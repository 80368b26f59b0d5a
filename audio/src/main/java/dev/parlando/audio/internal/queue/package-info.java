/** Carries samples from one thread to another; shared by what decodes and what is read by others. */
@NullMarked
package dev.parlando.audio.internal.queue;

import org.jspecify.annotations.NullMarked;
