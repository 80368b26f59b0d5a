/** Tests of the results of a benchmark run. */
package dev.parlando.command.bench.compare;
