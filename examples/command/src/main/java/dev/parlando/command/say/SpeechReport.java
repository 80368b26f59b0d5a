package dev.parlando.command.say;

import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The report of one utterance: one JSON object for programs, or a few lines for people. Every field is always present;
 * a field that does not apply is null.
 *
 * <p>Threading: confined to the main thread.
 */
final class SpeechReport {
    private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    private @Nullable Timeline timeline;
    private long calledNanos;

    /** Creates the report for a request that is not yet sent. */
    SpeechReport(SpeechRequest draft) {
        facts.put("status", "failed");
        request(draft);
        response(null);
        outcome(null, null, null);
        timeline();
    }

    /** Records the request that was just sent. */
    void started(SpeechRequest request, Timeline measured) {
        calledNanos = System.nanoTime();
        timeline = measured;
        request(request);
    }

    /** Records the end without an error. */
    void ended(SpeechOutput.Outcome outcome) {
        SpeechResult speech = outcome.speech();
        facts.put("status", speech == null || speech.cancelled() ? "cancelled" : "ok");
        response(speech == null ? null : speech.response());
        outcome(speech, outcome.audioMillis(), outcome.underruns());
        timeline();
    }

    void failed(ParlandoException error) {
        timeline();
        facts.put("bytes", error.bytesDelivered());
        facts.put("error", error.category().name().toLowerCase(Locale.ROOT));
        facts.put("message", FailureReporter.describe(error));
    }

    private void request(SpeechRequest request) {
        facts.put("voice_id", request.voiceId());
        facts.put("model_id", request.modelId());
        facts.put("output_format", request.outputFormat().value());
    }

    private void response(@Nullable SpeechResponse response) {
        facts.put("protocol", response == null ? null : response.protocol());
        facts.put("request_id", response == null ? null : response.requestId());
        facts.put("character_cost", response == null ? null : response.characterCost());
        facts.put("current_concurrent_requests", response == null ? null : response.currentConcurrentRequests());
        facts.put("maximum_concurrent_requests", response == null ? null : response.maximumConcurrentRequests());
        facts.put("connection_reused", response == null ? null : response.connectionReused());
    }

    private void outcome(@Nullable SpeechResult speech, @Nullable Double audioMillis, @Nullable Integer underruns) {
        facts.put("bytes", speech == null ? null : speech.bytes());
        facts.put("chunks", speech == null ? null : speech.chunks());
        facts.put("audio_ms", audioMillis == null ? null : round(audioMillis));
        facts.put("underruns", underruns);
    }

    private void attempts() {
        List<AttemptRecord> attempts = timeline == null ? List.of() : timeline.attempts();
        AttemptRecord last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        facts.put("key", last == null ? null : last.keyFingerprint());
        facts.put("attempts", attempts.size());
        facts.put(
                "permit_wait_ms",
                round(attempts.stream().mapToLong(AttemptRecord::waitedNanos).sum() / 1e6));
        facts.put("limit_at_admission", last == null ? null : describe(last.limitAtPermit()));
        facts.put("limit_at_response", last == null ? null : describe(last.limitAtResponse()));
    }

    private static @Nullable Map<String, @Nullable Object> describe(@Nullable LimitSnapshot snapshot) {
        if (snapshot == null) {
            return null;
        }
        Map<String, @Nullable Object> limit = new LinkedHashMap<>();
        limit.put("model_group", snapshot.modelGroup());
        limit.put("limit", snapshot.limit());
        limit.put("in_flight", snapshot.inFlight());
        limit.put("queued", snapshot.queued());
        limit.put("maximum", snapshot.maximum());
        limit.put("current", snapshot.current());
        limit.put("workspace", snapshot.workspace());
        limit.put("others_in_use", round(snapshot.othersInUse()));
        limit.put("reason", snapshot.reason().name().toLowerCase(Locale.ROOT));
        return limit;
    }

    private void timeline() {
        attempts();
        facts.put("tls_ms", millisBetween(TimelineEvent.CONNECTED, TimelineEvent.SECURED));
        facts.put("ttfb_ms", millis(TimelineEvent.FIRST_BYTE));
        facts.put("ttfa_ms", millis(TimelineEvent.FIRST_HEARD));
        Map<String, @Nullable Object> moments = new LinkedHashMap<>();
        for (TimelineEvent event : TimelineEvent.values()) {
            moments.put(event.name().toLowerCase(Locale.ROOT), millis(event));
        }
        facts.put("timeline_ms", moments);
    }

    private @Nullable Double millis(TimelineEvent event) {
        OptionalDouble millis = timeline == null ? OptionalDouble.empty() : timeline.millis(event);
        return millis.isEmpty() ? null : Double.valueOf(round(millis.getAsDouble()));
    }

    private @Nullable Double millisBetween(TimelineEvent from, TimelineEvent to) {
        Double begin = millis(from);
        Double end = millis(to);
        return begin == null || end == null ? null : Double.valueOf(round(end - begin));
    }

    private static double round(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }

    void printJson(PrintWriter out) {
        out.println(RowPrinter.toJson(facts));
        out.flush();
    }

    void printStats(PrintWriter err) {
        line(err, "startup_ms", startUpMillis());
        facts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> parts) {
                line(err, name, "");
                parts.forEach((part, of) -> line(err, "  " + part, of));
            } else {
                line(err, name, value);
            }
        });
        err.flush();
    }

    /** Returns the time from the JVM start to the request, which precedes the timeline. */
    private @Nullable Long startUpMillis() {
        if (timeline == null) {
            return null;
        }
        long sinceCallNanos = System.nanoTime() - calledNanos;
        return ManagementFactory.getRuntimeMXBean().getUptime() - TimeUnit.NANOSECONDS.toMillis(sinceCallNanos);
    }

    private static void line(PrintWriter err, String name, @Nullable Object value) {
        err.printf(Locale.ROOT, "%-30s %s%n", name, value == null ? "-" : value);
    }
}
