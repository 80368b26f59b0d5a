/** The results of measurements, as lines between processes and as tables. */
@NullMarked
package dev.parlando.benchmarks.rig.report;

import org.jspecify.annotations.NullMarked;
