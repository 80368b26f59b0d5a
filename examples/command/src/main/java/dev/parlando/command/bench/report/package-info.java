/** The report of {@code parlando bench}: one HTML page for a browser, and charts as SVG and PNG for papers. */
@NullMarked
package dev.parlando.command.bench.report;

import org.jspecify.annotations.NullMarked;
