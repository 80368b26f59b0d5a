/** Rules that find the ends of segments in a growing text: marks, abbreviations, open spans, and limits. */
@NullMarked
package dev.parlando.internal.segment;

import org.jspecify.annotations.NullMarked;
