/** Turns encoded audio into samples as its bytes arrive, however they are split. */
@NullMarked
package dev.parlando.audio.decode;

import org.jspecify.annotations.NullMarked;
