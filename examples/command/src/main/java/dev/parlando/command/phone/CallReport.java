package dev.parlando.command.phone;

import dev.parlando.audio.telephony.LegStatistics;
import dev.parlando.audio.telephony.PacketLateness;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.console.RowPrinter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of one ended call: one line of JSON for programs, or a few lines for people.
 *
 * @param call the peer or the identifier of the call
 * @param utterances the number of lines requested
 * @param complete whether all lines were spoken before the call ended
 * @param lostPackets the number of packets that the transport did not accept; null if it reports none
 * @param error the failure that ended the call; null if there was none
 */
record CallReport(
        String call,
        int utterances,
        boolean complete,
        LegStatistics statistics,
        @Nullable Long lostPackets,
        @Nullable Exception error) {
    private static final double NANOS_PER_MILLI = 1e6;

    private String status() {
        if (error != null) {
            return "failed";
        }
        return complete ? "ok" : "ended_early";
    }

    /** Prints one JSON object in one line. Every field is always present. */
    void printJson(PrintWriter out) {
        PacketLateness late = statistics.lateness();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("call", call);
        facts.put("status", status());
        facts.put("utterances", utterances);
        facts.put("packets", statistics.packets());
        facts.put("silence_packets", statistics.silencePackets());
        facts.put("starved_packets", statistics.starvedPackets());
        facts.put("skipped_packets", statistics.skippedPackets());
        facts.put("lost_packets", lostPackets);
        facts.put("late_p50_ms", millis(late.p50Nanos()));
        facts.put("late_p99_ms", millis(late.p99Nanos()));
        facts.put("late_p999_ms", millis(late.p999Nanos()));
        facts.put("late_max_ms", millis(late.maxNanos()));
        facts.put("clears", statistics.clears());
        facts.put("marks_heard", statistics.heardMarks());
        facts.put("marks_cleared", statistics.clearedMarks());
        facts.put("message", error == null ? null : FailureReporter.describe(FailureReporter.unwrap(error)));
        out.println(RowPrinter.toJson(facts));
        out.flush();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    /** Prints a summary. */
    void print(PrintWriter err) {
        PacketLateness late = statistics.lateness();
        err.printf("call %s: %s%n", call, status());
        err.printf(
                "  utterances  %d; marks heard %d, cleared %d; clears %d%n",
                utterances, statistics.heardMarks(), statistics.clearedMarks(), statistics.clears());
        err.printf(
                "  packets     %d; silence %d, starved %d, skipped %d, lost %s%n",
                statistics.packets(),
                statistics.silencePackets(),
                statistics.starvedPackets(),
                statistics.skippedPackets(),
                lostPackets == null ? "-" : lostPackets);
        err.printf(
                Locale.ROOT,
                "  late        p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms%n",
                late.p50Nanos() / NANOS_PER_MILLI,
                late.p99Nanos() / NANOS_PER_MILLI,
                late.p999Nanos() / NANOS_PER_MILLI,
                late.maxNanos() / NANOS_PER_MILLI);
        err.flush();
    }
}
