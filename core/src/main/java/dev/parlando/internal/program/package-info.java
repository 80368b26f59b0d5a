/** The audio of a program that speaks. */
@NullMarked
package dev.parlando.internal.program;

import org.jspecify.annotations.NullMarked;
