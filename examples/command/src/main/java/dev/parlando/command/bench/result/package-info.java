/** Results of a benchmark run: the records, their files in JSON, CSV and HdrHistogram's format, and percentiles. */
@NullMarked
package dev.parlando.command.bench.result;

import org.jspecify.annotations.NullMarked;
