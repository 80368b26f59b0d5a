/** Says when each character and word of a text is heard: alignments, words, captions. */
@NullMarked
package dev.parlando.timing;

import org.jspecify.annotations.NullMarked;
