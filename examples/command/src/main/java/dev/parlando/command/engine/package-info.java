/** Options that configure the engine, and the engine that a verb uses. */
@NullMarked
package dev.parlando.command.engine;

import org.jspecify.annotations.NullMarked;
