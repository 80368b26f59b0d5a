/** Decoders that convert encoded audio into samples as its bytes arrive, independently of how the bytes are split. */
@NullMarked
package dev.parlando.audio.decode;

import org.jspecify.annotations.NullMarked;
