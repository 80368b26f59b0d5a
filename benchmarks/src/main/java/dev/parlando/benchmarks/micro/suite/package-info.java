/** The run of all JMH benchmarks of single components, with its page, plots and history. */
@NullMarked
package dev.parlando.benchmarks.micro.suite;

import org.jspecify.annotations.NullMarked;
