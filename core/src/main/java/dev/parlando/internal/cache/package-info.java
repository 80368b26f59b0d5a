/** The audio of a cache in memory, and its reading by streams. */
@NullMarked
package dev.parlando.internal.cache;

import org.jspecify.annotations.NullMarked;
