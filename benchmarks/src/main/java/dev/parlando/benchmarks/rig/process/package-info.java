/** Runs parts of a measurement in JVMs of their own, so that what they use is not counted as another's. */
@NullMarked
package dev.parlando.benchmarks.rig.process;

import org.jspecify.annotations.NullMarked;
