/** The connections of one event loop: opening, sharing, draining and closing. */
@NullMarked
package dev.parlando.internal.pool;

import org.jspecify.annotations.NullMarked;
