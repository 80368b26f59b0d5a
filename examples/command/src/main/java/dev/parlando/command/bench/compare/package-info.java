/** The comparison of two results of {@code parlando bench}. */
@NullMarked
package dev.parlando.command.bench.compare;

import org.jspecify.annotations.NullMarked;
