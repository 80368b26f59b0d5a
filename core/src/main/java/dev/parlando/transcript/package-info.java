/** The time at which each character and word of a text is spoken: alignments, words, captions. */
@NullMarked
package dev.parlando.transcript;

import org.jspecify.annotations.NullMarked;
