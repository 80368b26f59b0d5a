/** Tells the JVM's flight recorder (JFR) how things went, if anybody records; works without it. */
@NullMarked
package dev.parlando.internal.flight;

import org.jspecify.annotations.NullMarked;
