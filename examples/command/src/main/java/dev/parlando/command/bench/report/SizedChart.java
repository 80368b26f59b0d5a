package dev.parlando.command.bench.report;

import org.jfree.chart.JFreeChart;

/** A chart with its size in pixels. */
record SizedChart(JFreeChart chart, int width, int height) {}
