/** Runs parts of a measurement in separate JVMs, so that the resource usage of each part is measured alone. */
@NullMarked
package dev.parlando.benchmarks.rig.process;

import org.jspecify.annotations.NullMarked;
