/** Tells listeners what happened, in order and on no thread of the engine's own work. */
@NullMarked
package dev.parlando.internal.event;

import org.jspecify.annotations.NullMarked;
