/** Tests of the load of a benchmark run. */
package dev.parlando.command.bench.load;
