/** Turns requests into JSON and replies into values. */
@NullMarked
package dev.parlando.internal.wire;

import org.jspecify.annotations.NullMarked;
