/** Changes the sample rate of speech without audible loss. */
@NullMarked
package dev.parlando.audio.resample;

import org.jspecify.annotations.NullMarked;
