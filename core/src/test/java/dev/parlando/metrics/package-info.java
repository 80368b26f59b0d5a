/** Tests of the metrics of an engine. */
@NullMarked
package dev.parlando.metrics;

import org.jspecify.annotations.NullMarked;
