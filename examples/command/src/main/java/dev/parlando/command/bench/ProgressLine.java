package dev.parlando.command.bench;

import dev.parlando.command.bench.load.LoadProgress;
import dev.parlando.command.bench.result.StreamResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * A line on a terminal with a bar, the live percentiles of the time to first byte, and the number of failures. It is
 * redrawn at most five times per second.
 *
 * <p>Threading: called by one thread at a time.
 */
final class ProgressLine implements LoadProgress {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int BAR_CELLS = 30;

    private final PrintWriter terminal;
    private final int warmup;
    private final int requests;
    private final LongSupplier nanoClock;
    private final Histogram ttfbMicros = new Histogram(3);
    private int warmedUp;
    private int measured;
    private int failed;
    private long drawnNanos;

    ProgressLine(PrintWriter terminal, int warmup, int requests, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.warmup = warmup;
        this.requests = requests;
        this.nanoClock = nanoClock;
        drawnNanos = nanoClock.getAsLong() - PERIOD_NANOS;
    }

    @Override
    public void onWarmup(StreamResult result) {
        warmedUp++;
        draw("warm-up " + bar(warmedUp, warmup) + " " + warmedUp + "/" + warmup);
    }

    @Override
    public void onResult(StreamResult result) {
        measured++;
        failed += result.completed() ? 0 : 1;
        if (result.ttfbMicros() != null) {
            ttfbMicros.recordValue(result.ttfbMicros());
        }
        draw(String.format(
                Locale.ROOT,
                "%s %d/%d  TTFB p50 %.1f  p90 %.1f  p99 %.1f ms  failed %d",
                bar(measured, requests),
                measured,
                requests,
                ttfbMicros.getValueAtPercentile(50) / 1e3,
                ttfbMicros.getValueAtPercentile(90) / 1e3,
                ttfbMicros.getValueAtPercentile(99) / 1e3,
                failed));
    }

    /** Erases the line. */
    void clear() {
        terminal.print("\r\u001B[K");
        terminal.flush();
    }

    private void draw(String text) {
        long now = nanoClock.getAsLong();
        if (now - drawnNanos >= PERIOD_NANOS) {
            drawnNanos = now;
            terminal.print("\r\u001B[K" + text);
            terminal.flush();
        }
    }

    private static String bar(int done, int all) {
        int cells = BAR_CELLS * done / all;
        return "[" + "#".repeat(cells) + "-".repeat(BAR_CELLS - cells) + "]";
    }
}
