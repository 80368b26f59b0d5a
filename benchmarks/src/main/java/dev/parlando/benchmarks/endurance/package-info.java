/** Asks whether an engine lasts: under connections that come and go, and under engines that do. */
@NullMarked
package dev.parlando.benchmarks.endurance;

import org.jspecify.annotations.NullMarked;
