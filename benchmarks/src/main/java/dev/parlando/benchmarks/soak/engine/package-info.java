/** Endurance tests of one engine on failing connections, and of many engines that are created and closed. */
@NullMarked
package dev.parlando.benchmarks.soak.engine;

import org.jspecify.annotations.NullMarked;
