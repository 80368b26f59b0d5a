/** Asks whether mixers that are not ours get every sample when they read it from a player. */
@NullMarked
package dev.parlando.benchmarks.endtoend.pull;

import org.jspecify.annotations.NullMarked;
