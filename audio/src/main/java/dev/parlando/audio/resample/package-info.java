/** Sample rate and channel conversion of speech without audible loss. */
@NullMarked
package dev.parlando.audio.resample;

import org.jspecify.annotations.NullMarked;
