/** Finds out when each character of a text is spoken: of the text as it was sent, and as it is read out. */
@NullMarked
package dev.parlando.examples.offline.timing;

import org.jspecify.annotations.NullMarked;
