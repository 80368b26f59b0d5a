/** Comparison of the segmenter with the sentence detectors of other libraries. */
@NullMarked
package dev.parlando.benchmarks.endtoend.text;

import org.jspecify.annotations.NullMarked;
