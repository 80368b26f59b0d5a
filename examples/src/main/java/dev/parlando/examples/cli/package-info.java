/** Is the {@code parlando} command: one class a verb. */
@NullMarked
package dev.parlando.examples.cli;

import org.jspecify.annotations.NullMarked;
