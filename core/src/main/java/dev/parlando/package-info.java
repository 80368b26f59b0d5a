/** Holds the engine: the entry to everything else. */
@NullMarked
package dev.parlando;

import org.jspecify.annotations.NullMarked;
