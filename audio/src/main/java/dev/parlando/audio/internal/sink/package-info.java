/** Chooses what sound is played on. */
@NullMarked
package dev.parlando.audio.internal.sink;

import org.jspecify.annotations.NullMarked;
