/** A decoder that converts the samples of another decoder. */
@NullMarked
package dev.parlando.audio.internal.decode;

import org.jspecify.annotations.NullMarked;
