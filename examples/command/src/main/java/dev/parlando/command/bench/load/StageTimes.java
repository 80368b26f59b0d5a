package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.Stage;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The stages of one stream as differences of consecutive times in microseconds, so that they add up exactly.
 *
 * <p>Confined to one thread.
 */
final class StageTimes {
    private final EnumMap<Stage, Long> stages = new EnumMap<>(Stage.class);
    private final Timeline timeline;
    private long scheduleMicros;
    private long reachedMicros;

    /** Creates the stages of a timeline up to the first byte, as far as the stream has come. */
    StageTimes(Timeline timeline, boolean live) {
        this.timeline = timeline;
        if (live) {
            addText();
        }
        add(Stage.QUEUE, TimelineEvent.PERMIT);
        add(Stage.CONNECT, TimelineEvent.CONNECTED);
        add(Stage.TLS, TimelineEvent.SECURED);
        add(Stage.REQUEST, TimelineEvent.REQUEST_SENT);
        add(Stage.HEADERS, TimelineEvent.RESPONSE_HEADERS);
        add(Stage.FIRST_BYTE, TimelineEvent.FIRST_BYTE);
        removeEmpty(Stage.CONNECT);
        removeEmpty(Stage.TLS);
    }

    /** Adds the delay of the start, from which all latencies count. */
    void addSchedule(long micros) {
        scheduleMicros = micros;
        stages.put(Stage.SCHEDULE, micros);
    }

    /** Separates the name lookup from the connection, if the stream opened one. */
    void separateNameLookup(long nanos) {
        Long connect = stages.get(Stage.CONNECT);
        if (connect != null) {
            long lookup = Math.min(connect, nanos / 1000);
            stages.put(Stage.DNS, lookup);
            stages.put(Stage.CONNECT, connect - lookup);
        }
    }

    /** Separates the time that the service reported from the wait for the response headers. */
    void separateServer(int millis) {
        Long headers = stages.get(Stage.HEADERS);
        if (headers != null) {
            long server = Math.max(0, Math.min(headers, TimeUnit.MILLISECONDS.toMicros(millis)));
            stages.put(Stage.SERVER, server);
            stages.put(Stage.HEADERS, headers - server);
        }
    }

    /** Adds a stage that ended at a time since the call, which is not before the previous stage. */
    void addUntil(Stage stage, long nanos) {
        long micros = Math.max(reachedMicros, nanos / 1000);
        stages.put(stage, micros - reachedMicros);
        reachedMicros = micros;
    }

    /** Adds a stage by its length. */
    void addLength(Stage stage, long micros) {
        stages.put(stage, micros);
        reachedMicros += micros;
    }

    /** Returns the time from the planned start to the end of the latest stage. */
    long sumMicros() {
        return scheduleMicros + reachedMicros;
    }

    /** Returns the time from the planned start to an event, or -1 if it has not happened. */
    long untilMicros(TimelineEvent event) {
        OptionalLong nanos = timeline.nanos(event);
        return nanos.isEmpty() ? -1 : scheduleMicros + TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong());
    }

    Map<Stage, Long> toMap() {
        return stages;
    }

    /** Adds the time before the first request of a live text; there is none over a WebSocket. */
    private void addText() {
        List<AttemptRecord> attempts = timeline.attempts();
        if (!attempts.isEmpty()) {
            addUntil(Stage.TEXT, attempts.get(0).startNanos());
        }
    }

    private void add(Stage stage, TimelineEvent event) {
        OptionalLong nanos = timeline.nanos(event);
        if (nanos.isPresent()) {
            addUntil(stage, nanos.getAsLong());
        }
    }

    /** A stage of an open connection takes no time and is left out. */
    private void removeEmpty(Stage stage) {
        stages.computeIfPresent(stage, (unused, micros) -> micros == 0 ? null : micros);
    }
}
