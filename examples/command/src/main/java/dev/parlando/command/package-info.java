/** The {@code parlando} command: one class per verb. */
@NullMarked
package dev.parlando.command;

import org.jspecify.annotations.NullMarked;
