/** Changes of gain without clicks, shared by the player and the mixer. */
@NullMarked
package dev.parlando.audio.internal.gain;

import org.jspecify.annotations.NullMarked;
